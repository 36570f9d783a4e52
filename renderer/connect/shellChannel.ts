/** The desktop shell's channel, taken apart: what the shell itself says, and the road to the host. */
import { isShellText, readShellFrame, shellText, type PageFrame, type ShellFrame } from '../../electron/contract/shellFrames.ts'
import type { Wire } from '../../electron/contract/wire.ts'

/** What the preload gives a page; only in the desktop app. */
export interface ShellBridge {
  send(frame: string): void
  /** One listener. */
  onFrame(listener: (frame: string) => void): void
}

type Unmarked<T> = T extends unknown ? Omit<T, 't'> : never
/** Roads are this file's business. */
export type ToShell = Exclude<Unmarked<PageFrame>, { say: 'connect' | 'disconnect' | 'took' }>
export type FromShell = Exclude<ShellFrame, { say: 'connected' | 'closed' }>

export interface ShellChannel {
  say(frame: ToShell): void
  onSaid(listener: (frame: FromShell) => void): () => void
  /** A new road to the host; the one before is over. Resolves when the shell has laid it. */
  connect(): Promise<Wire>
}

interface Road {
  readonly id: number
  laid(): void
  frame(text: string): void
  closed(why: string): void
}

export function openShellChannel(bridge: ShellBridge): ShellChannel {
  const listeners = new Set<(frame: FromShell) => void>()
  let lastRoad = 0
  let road: Road | undefined
  const say = (frame: Unmarked<PageFrame>): void => bridge.send(shellText(frame))

  bridge.onFrame((text) => {
    if (!isShellText(text)) return road?.frame(text)
    const frame = readShellFrame(text)
    if (!frame) return
    if (frame.say === 'connected') {
      if (frame.road === road?.id) road.laid()
    } else if (frame.say === 'closed') {
      if (frame.road === road?.id) road.closed(frame.why)
    } else for (const listener of listeners) listener(frame)
  })

  return {
    say,
    onSaid(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connect() {
      road?.closed('another road was asked for')
      const { promise, resolve, reject } = Promise.withResolvers<Wire>()
      const id = (lastRoad += 1)
      const end = (why: string): void => {
        if (road?.id === id) road = undefined
        reject(new Error(why))
      }
      road = createRoad(id, (frame) => bridge.send(frame), () => say({ say: 'disconnect', road: id }), resolve, end)
      say({ say: 'connect', road: id })
      return promise
    },
  }
}

function createRoad(id: number, send: (frame: string) => void, disconnect: () => void, laid: (wire: Wire) => void, ended: (why: string) => void): Road {
  const early: string[] = []
  let isLaid = false
  let onFrame: ((frame: string) => void) | undefined
  let onClose: ((why: string) => void) | undefined
  let closedBecause: string | undefined

  function over(why: string): void {
    if (closedBecause !== undefined) return
    closedBecause = why
    ended(why)
    onClose?.(why)
  }

  const wire: Wire = {
    send(frame) {
      if (closedBecause === undefined) send(frame)
    },
    onFrame(listener) {
      onFrame = listener
      for (const frame of early.splice(0)) listener(frame)
    },
    onClose(listener) {
      onClose = listener
      if (closedBecause !== undefined) listener(closedBecause)
    },
    close(why = 'the page closed it') {
      if (closedBecause !== undefined) return
      disconnect()
      over(why)
    },
    // Within one machine nothing queues on this side.
    backlog: () => 0,
  }
  return {
    id,
    laid() {
      isLaid = true
      laid(wire)
    },
    frame(text) {
      // Before that they are of an older road.
      if (!isLaid || closedBecause !== undefined) return
      if (onFrame) onFrame(text)
      else early.push(text)
    },
    closed: over,
  }
}
