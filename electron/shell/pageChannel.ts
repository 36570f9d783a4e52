/**
 * The page's channel, seen from the main process: wire frames go on to the host, the shell's own are handed to `onPage`. A page may say
 * anything: whoever it is not, and whatever is no frame, gets no answer.
 */
import type { IpcMainEvent, WebContents } from 'electron'
import type { Log } from '../core/ports.ts'
import { isShellText, readPageFrame, shellText, type PageFrame, type ShellFrame } from '../contract/shellFrames.ts'
import { MAX_FRAME_BYTES } from '../contract/wire.ts'
import type { PacedWire } from './hostProcess.ts'
import { isFromOurPage } from './security.ts'

export const CHANNEL = 'runthrough'

type Distribute<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type Saying = Distribute<ShellFrame, 't'>
/** Roads and pace are this file's own business. */
export type PageWish = Exclude<PageFrame, { say: 'connect' | 'disconnect' | 'took' }>

export interface PageChannel {
  /** Once the page is up: what is said before is kept until it tells its first state. */
  say(frame: Saying): void
}

export interface PageChannelOptions {
  readonly contents: WebContents
  readonly log: Log
  connect(): Promise<PacedWire>
  onPage(wish: PageWish): void
}

export function openPageChannel({ contents, log, connect, onPage }: PageChannelOptions): PageChannel {
  let road: number | undefined
  let wire: PacedWire | undefined
  /** Characters of wire frames sent to this page since it was loaded; and how many of them before the present road. */
  let sent = 0
  let sentBefore = 0
  let isUp = false
  const early: Saying[] = []

  contents.ipc.on(CHANNEL, receive)
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) forget('the page is loaded anew')
  })
  contents.on('render-process-gone', () => forget('the page has crashed'))
  contents.on('destroyed', () => forget('the window is closed'))

  function receive(event: IpcMainEvent, text: unknown): void {
    if (!isFromOurPage(event) || typeof text !== 'string') return log.warn('a message on the page’s channel came from elsewhere, and was dropped', { from: event.senderFrame?.url ?? 'a frame that is gone' })
    if (text.length > MAX_FRAME_BYTES) return wire?.close(`a frame was longer than ${MAX_FRAME_BYTES} bytes`)
    if (!isShellText(text)) return wire?.send(text)
    const frame = readPageFrame(text)
    if (frame === undefined) return log.warn('the page said something that the shell does not know', { text: text.slice(0, 200) })
    if (frame.say === 'connect') void lead(frame.road)
    else if (frame.say === 'disconnect') end(frame.road, 'the page closed it')
    else if (frame.say === 'took') wire?.took(Math.max(0, Math.min(frame.characters, sent) - sentBefore))
    else {
      if (frame.say === 'state') up()
      onPage(frame)
    }
  }

  async function lead(id: number): Promise<void> {
    if (road !== undefined) end(road, 'the page asked for another one')
    road = id
    const made = await connect()
    if (road !== id) return made.close('the page wants it no more')
    wire = made
    sentBefore = sent
    made.took(0)
    say({ say: 'connected', road: id })
    made.onClose((why) => {
      if (wire !== made) return
      wire = undefined
      road = undefined
      say({ say: 'closed', road: id, why })
    })
    made.onFrame((text) => {
      if (wire !== made || contents.isDestroyed()) return
      sent += text.length
      contents.send(CHANNEL, text)
    })
  }

  function end(id: number, why: string): void {
    if (road !== id) return
    const ended = wire
    road = undefined
    wire = undefined
    ended?.close(why)
  }

  function forget(why: string): void {
    if (road !== undefined) end(road, why)
    sent = 0
    sentBefore = 0
    isUp = false
  }

  function up(): void {
    isUp = true
    for (const frame of early.splice(0)) say(frame)
  }

  function say(frame: Saying): void {
    if (!contents.isDestroyed()) contents.send(CHANNEL, shellText(frame))
  }

  return { say: (frame) => (isUp ? say(frame) : void early.push(frame)) }
}
