/** A view that takes a moment to work out, looked at by many: worked out anew when something has changed, and by time alone; never while nobody looks. */
import { randomBytes } from 'node:crypto'
import type { SnapshotOf } from '../../contract/api.ts'
import type { Opened, Sink } from '../../contract/service.ts'
import type { Mark } from '../../contract/wire.ts'
import type { Clock } from '../../core/ports.ts'
import { createFeed, type Feed } from '../service/feed.ts'

type Viewed = 'board' | 'run.board'

export interface LiveView<S extends Viewed> {
  open(sink: Sink<S>, after: Mark | undefined): Opened
  /** Something may be different. */
  stir(): void
  close(error?: unknown): void
}

export interface LiveViewOptions<S extends Viewed> {
  readonly clock: Clock
  look(): Promise<SnapshotOf<S>>
  /** Called every now and then: is something different that nobody tells of? */
  isStale(): boolean
  /** Nobody looks any more, or it can't be shown. */
  gone(): void
}

const POLL_MS = 300
/** Ages and chances change by time alone. */
const EVERY_MS = 5_000

export function createLiveView<S extends Viewed>({ clock, look, isStale, gone }: LiveViewOptions<S>): LiveView<S> {
  const waiting = new Set<() => void>()
  let lookers = 0
  let view: SnapshotOf<S> | undefined
  let feed: Feed<S> | undefined
  let isLooking = false
  let isStirred = false
  let isClosed = false
  let failure: unknown
  let lookedAt = -Infinity
  let cancel: (() => void) | undefined

  function stir(): void {
    isStirred = true
    if (!isLooking && lookers > 0 && !isClosed) void work()
  }

  async function work(): Promise<void> {
    isLooking = true
    try {
      while (isStirred && !isClosed) {
        isStirred = false
        const next = await look()
        lookedAt = clock.monoMs()
        show(next)
      }
    } catch (error) {
      close(error)
    }
    isLooking = false
  }

  function show(next: SnapshotOf<S>): void {
    if (isClosed) return
    const isSame = view !== undefined && JSON.stringify(view) === JSON.stringify(next)
    view = next
    if (!feed) {
      feed = createFeed<S>({ epoch: randomBytes(8).toString('hex'), kept: 20, snapshot: () => view as SnapshotOf<S> })
      for (const open of waiting) open()
      waiting.clear()
    } else if (!isSame) feed.publish(next as Parameters<Feed<S>['publish']>[0])
  }

  function poll(): void {
    cancel = clock.after(POLL_MS, () => {
      if (isClosed || lookers === 0) return
      if (isStale() || clock.monoMs() - lookedAt >= EVERY_MS) stir()
      poll()
    })
  }

  function close(error?: unknown): void {
    if (isClosed) return
    isClosed = true
    failure = error
    cancel?.()
    feed?.close(error)
    for (const open of waiting) open()
    waiting.clear()
    gone()
  }

  return {
    stir,
    close,
    open(sink, after) {
      let opened: Opened | undefined
      let isOpen = true
      const begin = (): void => {
        if (!isOpen) return
        if (feed && !isClosed) opened = feed.open(sink, after)
        else sink.over(failure)
      }
      lookers += 1
      if (lookers === 1) poll()
      if (feed) begin()
      else waiting.add(begin)
      stir()
      return {
        refresh: () => opened?.refresh(),
        close() {
          if (!isOpen) return
          isOpen = false
          waiting.delete(begin)
          opened?.close()
          lookers -= 1
          if (lookers === 0) close()
        },
      }
    },
  }
}
