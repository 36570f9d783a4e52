/** What a transport brings so that the conformance suite can run over it, and the talk of one end in plain frames. */
import type { ServeOptions } from '../../electron/contract/server.ts'
import { HostFrame, type ClientFrame, type Wire } from '../../electron/contract/wire.ts'

export interface Road {
  /** A new connection, as the page has it. */
  connect(): Promise<Wire>
  /** One of a page that takes nothing until it is told to; absent where the transport has no way to hold frames back. */
  connectSlow?(): Promise<{ readonly wire: Wire; read(): void }>
  /** Ends every connection and what listens for them. */
  close(): Promise<void>
}

/** Serves over the transport, each connection with exactly these. */
export type OpenRoad = (serving: ServeOptions) => Promise<Road>

type FrameOf<T extends HostFrame['t']> = HostFrame & { readonly t: T }

/** One end of a connection, in plain frames. */
export interface Talk {
  /** Everything that came, in order. */
  readonly frames: readonly HostFrame[]
  send(frame: ClientFrame): void
  sendText(text: string): void
  /** The first frame that fits, whether it came already or comes; rejects where the connection ends before. */
  frame<T extends HostFrame['t']>(t: T, fits?: (frame: FrameOf<T>) => boolean): Promise<FrameOf<T>>
  /** The answer to a call: its output, or the error. */
  call(id: number, method: string, input: unknown): Promise<FrameOf<'ok' | 'no'>>
  /** Why it was closed. */
  readonly closed: Promise<string>
  close(): void
}

export function talkOver(wire: Wire): Talk {
  const frames: HostFrame[] = []
  const waiting = new Set<{ look(): boolean; fail(why: string): void }>()
  let ended: string | undefined
  const { promise: closed, resolve: close } = Promise.withResolvers<string>()
  wire.onClose((why) => {
    ended = why
    close(why)
    for (const each of waiting) each.fail(why)
    waiting.clear()
  })
  wire.onFrame((text) => {
    frames.push(HostFrame.parse(JSON.parse(text)))
    for (const each of waiting) if (each.look()) waiting.delete(each)
  })
  const send = (frame: ClientFrame): void => wire.send(JSON.stringify(frame))

  function frame<T extends HostFrame['t']>(t: T, fits: (frame: FrameOf<T>) => boolean = () => true): Promise<FrameOf<T>> {
    const { promise, resolve, reject } = Promise.withResolvers<FrameOf<T>>()
    const look = (): boolean => {
      const found = frames.find((each): each is FrameOf<T> => each.t === t && fits(each as FrameOf<T>))
      if (found) resolve(found)
      return found !== undefined
    }
    const fail = (why: string): void => reject(new Error(`the connection ended: ${why}`))
    if (look()) return promise
    if (ended === undefined) waiting.add({ look, fail })
    else fail(ended)
    return promise
  }

  return {
    frames,
    send,
    sendText: (text) => wire.send(text),
    frame,
    call(id, method, input) {
      send({ t: 'call', id, method, input: input as never })
      return Promise.race([frame('ok', (each) => each.id === id), frame('no', (each) => each.id === id)])
    },
    closed,
    close: () => wire.close('the page has closed'),
  }
}
