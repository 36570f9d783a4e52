/** A road inside one process: for hosts that serve their own page, and for tests. */
import type { Wire } from './wire.ts'
import { utf8Bytes } from './utf8.ts'

/** The two ends of one road. Frames arrive later, never while they are being sent; those that nobody listens for are this side's backlog. */
export function createMemoryWires(): [Wire, Wire] {
  const [a, b] = [createEnd(), createEnd()]
  a.join(b)
  b.join(a)
  return [a.wire, b.wire]
}

interface End {
  readonly wire: Wire
  join(other: End): void
  take(frame: string): void
  /** Bytes that have come here and that nobody has read. */
  unread(): number
  closed(why: string): void
}

function createEnd(): End {
  let other: End | undefined
  let onFrame: ((frame: string) => void) | undefined
  const waiting: string[] = []
  const onClose: ((why: string) => void)[] = []
  let closedBecause: string | undefined
  /** The other end has closed; what it sent before still comes. */
  let closingBecause: string | undefined
  let unread = 0
  let isDelivering = false

  function deliver(): void {
    if (closingBecause !== undefined && (waiting.length === 0 || !onFrame)) return shut(closingBecause)
    if (isDelivering || !onFrame || waiting.length === 0) return
    isDelivering = true
    void deliverNext()
  }

  /** Later: never while the other end is still sending. */
  async function deliverNext(): Promise<void> {
    await undefined
    isDelivering = false
    const frame = waiting.shift()
    if (frame === undefined || closedBecause !== undefined) return
    unread -= utf8Bytes(frame)
    try {
      onFrame?.(frame)
    } finally {
      deliver()
    }
  }

  function shut(why: string): void {
    if (closedBecause !== undefined) return
    closedBecause = why
    waiting.length = 0
    unread = 0
    for (const listener of onClose) listener(why)
  }

  const end: End = {
    wire: {
      send: (frame) => {
        if (closedBecause === undefined) other?.take(frame)
      },
      onFrame(listener) {
        onFrame = listener
        deliver()
      },
      onClose(listener) {
        if (closedBecause === undefined) onClose.push(listener)
        else listener(closedBecause)
      },
      close(why = 'closed') {
        shut(why)
        other?.closed(why)
      },
      backlog: () => other?.unread() ?? 0,
    },
    join(to) {
      other = to
    },
    take(frame) {
      if (closedBecause !== undefined) return
      waiting.push(frame)
      unread += utf8Bytes(frame)
      deliver()
    },
    unread: () => unread,
    closed(why) {
      closingBecause ??= why
      if (!isDelivering) deliver()
    },
  }
  return end
}
