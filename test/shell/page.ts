/** The channel as the page has it, held by a test: one road to the host over `window.runthrough`, and the shell's own frames. */
import type { Page } from 'playwright'
import { readShellFrame, shellText, type ShellFrame } from '../../electron/contract/shellFrames.ts'
import type { Wire } from '../../electron/contract/wire.ts'
import { createRoadEnd, type RoadEnd } from '../../electron/shell/road.ts'

export interface PageEnd {
  /** A new road; the one before is closed. */
  connect(): Promise<Wire>
  /** The shell's frames that came, in order. */
  readonly said: readonly ShellFrame[]
  /** The first of this kind, whether it came already or comes. */
  shellFrame<S extends ShellFrame['say']>(say: S, fits?: (frame: Extract<ShellFrame, { say: S }>) => boolean): Promise<Extract<ShellFrame, { say: S }>>
  /** Any text, as a page may. */
  sendText(text: string): void
}

/** One function of the test for each time that a page is taken. */
let names = 0

interface RunthroughApi {
  readonly send: (frame: string) => void
  readonly onFrame: (listener: (frame: string) => void) => void
}

/** `road`: the number before the first one; a page that is loaded anew begins again. */
export async function openPageEnd(page: Page, { road: before = 0 } = {}): Promise<PageEnd> {
  let lastRoad = before
  const said: ShellFrame[] = []
  const waiting = new Set<() => void>()
  let road: { readonly id: number; readonly end: RoadEnd; isConnected: boolean } | undefined
  let last: Promise<unknown> = Promise.resolve()

  const name = `toTest${(names += 1)}`
  await page.exposeFunction(name, (text: string) => {
    const frame = readShellFrame(text)
    if (!frame) return road?.isConnected ? road.end.take(text) : undefined
    said.push(frame)
    if (frame.say === 'connected' && frame.road === road?.id) road.isConnected = true
    if (frame.say === 'closed' && frame.road === road?.id) road.end.closed(frame.why)
    for (const look of waiting) look()
    return undefined
  })
  await page.evaluate((given) => {
    const all = window as unknown as { runthrough: RunthroughApi } & Record<string, (text: string) => Promise<void>>
    all.runthrough.onFrame((text) => void all[given]?.(text))
  }, name)

  function sendText(text: string): void {
    last = page.evaluate((given) => (window as unknown as { runthrough: RunthroughApi }).runthrough.send(given), text).catch(() => undefined)
  }

  function shellFrame<S extends ShellFrame['say']>(say: S, fits: (frame: Extract<ShellFrame, { say: S }>) => boolean = () => true): Promise<Extract<ShellFrame, { say: S }>> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = said.find((each): each is Extract<ShellFrame, { say: S }> => each.say === say && fits(each as Extract<ShellFrame, { say: S }>))
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }

  return {
    said,
    shellFrame,
    sendText,
    async connect() {
      const id = (lastRoad += 1)
      const end = createRoadEnd({ send: sendText, close: () => sendText(shellText({ say: 'disconnect', road: id })) })
      road = { id, end, isConnected: false }
      sendText(shellText({ say: 'connect', road: id }))
      await shellFrame('connected', (frame) => frame.road === id)
      await last
      return end.wire
    },
  }
}
