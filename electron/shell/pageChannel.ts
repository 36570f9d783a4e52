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

interface Road {
  /** As the page numbers it: growing, and from 1 on again where the page is loaded anew. */
  readonly id: number
  wire: PacedWire | undefined
}

export function openPageChannel({ contents, log, connect, onPage }: PageChannelOptions): PageChannel {
  let road: Road | undefined
  let lastId = 0
  let isUp = false
  const early: Saying[] = []

  contents.ipc.on(CHANNEL, receive)
  contents.on('render-process-gone', () => end('the page has crashed'))
  contents.on('destroyed', () => end('the window is closed'))

  function receive(event: IpcMainEvent, text: unknown): void {
    if (!isFromOurPage(event) || typeof text !== 'string') return log.warn('a message on the page’s channel came from elsewhere, and was dropped', { from: event.senderFrame?.url ?? 'a frame that is gone' })
    // Not sent on at all: what is read into the host process costs it memory. The road's end is told to the page as any other.
    if (text.length > MAX_FRAME_BYTES) return road?.wire?.close(`a frame was longer than ${MAX_FRAME_BYTES} bytes`)
    if (!isShellText(text)) return road?.wire?.send(text)
    const frame = readPageFrame(text)
    if (frame === undefined) return log.warn('the page said something that the shell does not know', { text: text.slice(0, 200) })
    if (frame.say === 'connect') void lead(frame.road)
    else if (frame.say === 'disconnect') {
      if (frame.road === road?.id) end('the page closed it')
    } else if (frame.say === 'took') {
      if (frame.road === road?.id) road.wire?.took(frame.characters)
    } else {
      if (frame.say === 'state') up()
      onPage(frame)
    }
  }

  async function lead(id: number): Promise<void> {
    end('the page asked for another one')
    if (id <= lastId) isUp = false
    lastId = id
    const mine: Road = { id, wire: undefined }
    road = mine
    const wire = await connect()
    if (road !== mine) return wire.close('the page wants it no more')
    mine.wire = wire
    wire.took(0)
    say({ say: 'connected', road: id })
    wire.onClose((why) => {
      if (road !== mine) return
      road = undefined
      say({ say: 'closed', road: id, why })
    })
    wire.onFrame((text) => {
      if (road === mine && !contents.isDestroyed()) contents.send(CHANNEL, text)
    })
  }

  function end(why: string): void {
    const ended = road
    road = undefined
    ended?.wire?.close(why)
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
