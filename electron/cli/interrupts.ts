/** Ctrl-C and its like: the first one is told to whoever drives a run, the second one ends the process at once. */
import { Interrupted, SIGNAL_EXITS } from './exits.ts'

export type Signal = keyof typeof SIGNAL_EXITS

export interface Interrupts {
  /** Resolves with the first signal. */
  readonly first: Promise<Signal>
  /** Aborted by it, with the error that ends a command that has not begun yet. */
  readonly aborting: AbortSignal
  end(): void
}

/** Install before the run begins: an interrupt must never find nobody listening. */
export function listenForInterrupts(): Interrupts {
  const controller = new AbortController()
  let seen = false
  let tellFirst: (signal: Signal) => void = () => undefined
  const first = new Promise<Signal>((resolve) => {
    tellFirst = resolve
  })
  const signals = Object.keys(SIGNAL_EXITS) as Signal[]
  const handlers = signals.map((signal) => {
    const handler = (): void => {
      if (seen) process.exit(SIGNAL_EXITS[signal])
      seen = true
      controller.abort(new Interrupted(signal))
      tellFirst(signal)
    }
    process.on(signal, handler)
    return () => process.off(signal, handler)
  })
  return {
    first,
    aborting: controller.signal,
    end: () => {
      for (const off of handlers) off()
    },
  }
}
