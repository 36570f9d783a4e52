/** One end of a road between the main process and the host process: a wire over whatever carries messages. */
import type { Wire } from '../contract/wire.ts'

export interface RoadEnd {
  readonly wire: Wire
  /** A frame has come. */
  take(text: string): void
  /** The other end has closed, or is gone. */
  closed(why: string): void
}

export interface RoadOptions {
  send(text: string): void
  /** Tells the other end; not called where that has closed first. */
  close(why: string): void
  /** Bytes that were sent and have not been read; 0 where nobody tells. */
  backlog?(): number
}

export function createRoadEnd({ send, close, backlog = () => 0 }: RoadOptions): RoadEnd {
  let listener: ((frame: string) => void) | undefined
  const early: string[] = []
  const closeListeners: ((why: string) => void)[] = []
  let closedBecause: string | undefined

  function shut(why: string): void {
    if (closedBecause !== undefined) return
    closedBecause = why
    early.length = 0
    for (const each of closeListeners) each(why)
  }

  return {
    wire: {
      send: (frame) => closedBecause === undefined && send(frame),
      onFrame(next) {
        listener = next
        // One of them may close the road: then there is nothing more.
        while (early.length > 0) listener(early.shift() ?? '')
      },
      onClose(each) {
        if (closedBecause === undefined) closeListeners.push(each)
        else each(closedBecause)
      },
      close(why = 'closed') {
        if (closedBecause !== undefined) return
        close(why)
        shut(why)
      },
      backlog,
    },
    take(text) {
      if (closedBecause !== undefined) return
      if (listener) listener(text)
      else early.push(text)
    },
    closed: shut,
  }
}
