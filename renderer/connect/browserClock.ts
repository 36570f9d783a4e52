/** The page's clock, as the contract's client wants one. */
import type { Clock } from '../../electron/core/ports.ts'

/** A timer fires at once for anything longer than a signed 32-bit number of ms. */
const LONGEST_MS = 2 ** 31 - 1

export const browserClock: Clock = {
  wallMs: () => Date.now(),
  monoMs: () => performance.now(),
  after(delayMs, then) {
    let timer: ReturnType<typeof setTimeout>
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(leftMs, LONGEST_MS)
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : then()), stepMs)
    }
    wait(Math.max(0, delayMs))
    return () => clearTimeout(timer)
  },
}
