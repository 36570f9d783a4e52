/**
 * One ticker for every clock on the page. A clock says how often and in which phase it turns over; all are woken by one timer, and all read
 * the host's time, not the page's.
 */

export interface TickerPorts {
  /** The page's own wall clock, ms. */
  now(): number
  /** @returns how to call it off */
  after(ms: number, callback: () => void): () => void
}

export interface Ticker {
  /** The host's wall clock minus the page's, ms. */
  setOffset(ms: number): void
  /** The host's wall clock, ms. */
  now(): number
  /** The latest time at which a clock of that beat turned over: stays the same until it does again. */
  beat(everyMs: number, phaseMs?: number): number
  /** Called after each beat. */
  subscribe(listener: () => void, everyMs: number, phaseMs?: number): () => void
}

interface Subscription {
  readonly listener: () => void
  readonly everyMs: number
  readonly phaseMs: number
  dueAt: number
}

export function createTicker({ now: pageNow, after }: TickerPorts): Ticker {
  const subscriptions = new Set<Subscription>()
  let offsetMs = 0
  let cancel: (() => void) | null = null
  /** What the timer waits for. */
  let plannedAt = Infinity

  const now = (): number => pageNow() + offsetMs
  const beat = (everyMs: number, phaseMs = 0): number => Math.floor((now() - phaseMs) / everyMs) * everyMs + phaseMs

  function plan(): void {
    cancel?.()
    cancel = null
    plannedAt = Infinity
    if (subscriptions.size > 0) planFor(Math.min(...Array.from(subscriptions, (subscription) => subscription.dueAt)))
  }

  function planFor(dueAt: number): void {
    cancel?.()
    plannedAt = dueAt
    // A timer may fire up to a millisecond early: then the beat is not there yet.
    cancel = after(Math.max(0, dueAt - now()) + 1, fire)
  }

  function fire(): void {
    const at = now()
    const due = Array.from(subscriptions).filter(({ dueAt }) => dueAt <= at)
    for (const subscription of due) subscription.dueAt = beat(subscription.everyMs, subscription.phaseMs) + subscription.everyMs
    plan()
    for (const { listener } of due) listener()
  }

  return {
    now,
    beat,
    setOffset(ms) {
      if (ms === offsetMs) return
      offsetMs = ms
      for (const subscription of subscriptions) subscription.dueAt = beat(subscription.everyMs, subscription.phaseMs) + subscription.everyMs
      plan()
      for (const { listener } of Array.from(subscriptions)) listener()
    },
    subscribe(listener, everyMs, phaseMs = 0) {
      const subscription: Subscription = { listener, everyMs, phaseMs, dueAt: beat(everyMs, phaseMs) + everyMs }
      subscriptions.add(subscription)
      // Rows come and go by the dozen: most of them wait for a beat that is planned already.
      if (subscription.dueAt < plannedAt) planFor(subscription.dueAt)
      return () => {
        subscriptions.delete(subscription)
        if (subscriptions.size === 0) plan()
      }
    },
  }
}

/** The page's. Whoever knows the host's clock sets its offset. */
export const ticker: Ticker = createTicker({
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
})
