/** All that the page gets of the desktop: texts out and texts in, on one channel. What they mean is looked at in the main process. */
const { contextBridge, ipcRenderer, webUtils }: typeof import('electron') = require('electron')

/** As much of a document as is needed here. */
interface DropEvent {
  readonly isTrusted: boolean
  readonly dataTransfer: { readonly files: Iterable<File> } | null
  preventDefault(): void
}
declare const window: { addEventListener(type: 'dragover' | 'drop', listener: (event: DropEvent) => void): void }

const CHANNEL = 'runthrough'
/** How often is told that frames have arrived: after so many characters. */
const TELL_EVERY = 32_768

let listener: ((frame: string) => void) | undefined
let road = 0
let taken = 0
let told = 0

ipcRenderer.on(CHANNEL, (_event, frame: string) => {
  listener?.(frame)
  if (frame.startsWith('{"t":"shell"')) begin(JSON.parse(frame))
  else count(frame.length)
})

/** What is counted belongs to the present road. */
function begin(said: { readonly say: string; readonly road: number }): void {
  if (said.say !== 'connected') return
  road = said.road
  taken = 0
  told = 0
}

/** So the host knows how far behind this page is, and need not believe the page. */
function count(characters: number): void {
  taken += characters
  if (taken - told < TELL_EVERY) return
  told = taken
  say({ say: 'took', road, characters: taken })
}

contextBridge.exposeInMainWorld('runthrough', {
  send: (frame: unknown) => ipcRenderer.send(CHANNEL, String(frame)),
  onFrame: (next: (frame: string) => void) => {
    listener = next
  },
})

// Where a dropped file lies is known here only, and only of what the person really dropped.
window.addEventListener('dragover', (event) => event.preventDefault())
window.addEventListener('drop', (event) => {
  event.preventDefault()
  const paths = [...(event.dataTransfer?.files ?? [])].map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
  if (paths.length > 0 && event.isTrusted) say({ say: 'dropped', paths: paths.slice(0, 100) })
})

function say(frame: object): void {
  ipcRenderer.send(CHANNEL, JSON.stringify({ t: 'shell', ...frame }))
}
