/** A WebSocket of the host's side as a wire. What can't be sent waits in memory, and while much waits nothing more is read: a page that does not take its answers asks for no others. */
import type { WebSocket } from 'ws'
import type { Clock } from '../core/ports.ts'
import { CLOSE } from '../contract/webRoad.ts'
import { MAX_HOST_FRAME_BYTES, type Wire } from '../contract/wire.ts'

/** Above it nothing is read any more, bytes. */
const PAUSE_BYTES = 8 * 1_048_576
/** More than two of the longest frames: that road is given up. */
const LOST_BYTES = 2 * MAX_HOST_FRAME_BYTES + PAUSE_BYTES
/** For the other end to answer a close; then it is cut. */
const CLOSE_WITHIN_MS = 2_000
/** What a close frame holds, bytes of UTF-8. */
const REASON_BYTES = 123

export interface SocketWire extends Wire {
  /** True where the other end has shown life since the last time this was asked: it said something, or took something. */
  wasAlive(): boolean
}

export function createSocketWire(socket: WebSocket, clock: Clock): SocketWire {
  let listener: ((frame: string) => void) | undefined
  const early: string[] = []
  const onClose: ((why: string) => void)[] = []
  let closedBecause: string | undefined
  let isAlive = true
  /** Not read, because it does not take what it asked for. */
  let isHeld = false

  socket.on('message', (data, isBinary) => {
    isAlive = true
    if (closedBecause !== undefined) return
    // Texts come as one Buffer; what else ws may give is asked for only.
    if (isBinary || !Buffer.isBuffer(data)) return close('frames are texts, and this was none')
    const frame = data.toString('utf8')
    if (listener) listener(frame)
    else early.push(frame)
  })
  socket.on('pong', () => (isAlive = true))
  // What was wrong is told by the close that follows.
  socket.on('error', (error) => shut(error.message))
  socket.on('close', (code, reason) => shut(reason.length > 0 ? reason.toString('utf8') : `the other end has closed (${code})`))

  function close(why = 'closed'): void {
    shut(why)
    closeSocket(socket, clock, CLOSE.refused, why)
  }

  function shut(why: string): void {
    if (closedBecause !== undefined) return
    closedBecause = why
    early.length = 0
    for (const each of onClose) each(why)
  }

  function taken(error?: Error | null): void {
    if (error) return
    isAlive = true
    if (isHeld && socket.bufferedAmount < PAUSE_BYTES / 2) hold(false)
  }

  function hold(held: boolean): void {
    isHeld = held
    if (held) socket.pause()
    else socket.resume()
  }

  return {
    send(frame) {
      if (closedBecause !== undefined) return
      socket.send(frame, taken)
      const waiting = socket.bufferedAmount
      if (waiting > LOST_BYTES) socket.terminate()
      else if (waiting > PAUSE_BYTES && !isHeld) hold(true)
    },
    onFrame(next) {
      listener = next
      while (early.length > 0) listener(early.shift() ?? '')
    },
    onClose(each) {
      if (closedBecause === undefined) onClose.push(each)
      else each(closedBecause)
    },
    close,
    backlog: () => socket.bufferedAmount,
    wasAlive() {
      const was = isAlive
      isAlive = false
      return was
    },
  }
}

/** Tells why; an end that does not answer, or does not read, is cut. */
export function closeSocket(socket: WebSocket, clock: Clock, code: number, why: string): void {
  if (socket.readyState === socket.CLOSED) return
  const cancel = clock.after(CLOSE_WITHIN_MS, () => socket.terminate())
  socket.on('close', cancel)
  // One that is not read would never see the answer.
  socket.resume()
  socket.close(code, shortened(why))
}

/** As much of it as a close frame holds, no half character at its end. */
function shortened(why: string): string {
  const bytes = Buffer.from(why)
  return bytes.length <= REASON_BYTES ? why : new TextDecoder().decode(bytes.subarray(0, REASON_BYTES - 3), { stream: true })
}
