/** A signal that a call's answer is no longer wanted. */
import type { Cancellation } from './wire.ts'

export interface Canceller {
  readonly signal: Cancellation
  cancel(): void
}

export function createCanceller(): Canceller {
  const listeners: (() => void)[] = []
  let aborted = false
  return {
    signal: {
      get aborted() {
        return aborted
      },
      addEventListener(_type, listener) {
        if (!aborted) listeners.push(listener)
      },
    },
    cancel() {
      if (aborted) return
      aborted = true
      for (const listener of listeners.splice(0)) listener()
    },
  }
}
