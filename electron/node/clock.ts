/** The system's clock. */
import type { Clock } from '../core/ports.ts'

/** setTimeout fires at once for anything longer than a signed 32-bit number of ms. */
const LONGEST_MS = 2 ** 31 - 1

/** Wall and monotonic time of this machine; timers of any length. */
export function systemClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monoMs: () => performance.now(),
    after(delayMs, then) {
      let timer: NodeJS.Timeout
      const wait = (leftMs: number): void => {
        const stepMs = Math.min(leftMs, LONGEST_MS)
        timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : then()), stepMs)
      }
      wait(Math.max(0, delayMs))
      return () => clearTimeout(timer)
    },
  }
}
