/** Where one step stands. Kept as one byte a step in the machine's context. */
export const STATUS = {
  none: 0,
  ready: 1,
  running: 2,
  /** Timed out or called off: its program is being ended, the attempt is over but still counts as running. */
  ending: 3,
  backoff: 4,
  failed: 5,
  done: 6,
  skipped: 7,
  degraded: 8,
  passed: 9,
  /** Its effect was taken back by a step that `undoes` it: it must run again if the run comes by again. */
  undone: 10,
} as const

export type StatusName = keyof typeof STATUS
export type StatusCode = (typeof STATUS)[StatusName]

const NAMES = Object.keys(STATUS) as StatusName[]

export function statusName(code: number | undefined): StatusName {
  return NAMES[code ?? 0] ?? 'none'
}

/** Settled for `needs` and for moving on: done, skipped, degraded or passed over (rule 1). */
export function isSettled(code: number | undefined): boolean {
  return code === STATUS.done || code === STATUS.skipped || code === STATUS.degraded || code === STATUS.passed
}

/** Its program may still be alive (rule 3: a branch starts when none is). */
export function isRunning(code: number | undefined): boolean {
  return code === STATUS.running || code === STATUS.ending
}
