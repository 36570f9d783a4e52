/** Reads one thing again and again, one reading at a time: what is wanted meanwhile is read when the present one is there. */
import { asError } from '../../ui/asError.ts'

export interface PlanReaderOptions<T> {
  read(signal: AbortSignal): Promise<T>
  show(read: T): void
  fail(error: Error): void
}

export interface PlanReader {
  readonly want: () => void
  /** Nothing is shown after it. */
  readonly close: () => void
}

export function createPlanReader<T>({ read, show, fail }: PlanReaderOptions<T>): PlanReader {
  const closed = new AbortController()
  let isBusy = false
  let isStale = false

  async function readAll(): Promise<void> {
    isBusy = true
    do {
      isStale = false
      try {
        const got = await read(closed.signal)
        if (!closed.signal.aborted) show(got)
      } catch (thrown) {
        if (!closed.signal.aborted) fail(asError(thrown))
      }
    } while (isStale && !closed.signal.aborted)
    isBusy = false
  }

  return {
    want() {
      if (closed.signal.aborted) return
      if (isBusy) isStale = true
      else void readAll()
    },
    close: () => closed.abort(),
  }
}
