/** Something that takes a moment and may fail: once at a time, its error kept for the one who asked. */
import { useCallback, useRef, useState } from 'react'
import { asError } from './asError.ts'

export interface Asking<A extends readonly unknown[]> {
  readonly ask: (...given: A) => void
  readonly busy: boolean
  readonly error: Error | null
  readonly forget: () => void
}

export function useAsk<A extends readonly unknown[]>(action: (...given: A) => void | Promise<void>, then?: () => void): Asking<A> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const running = useRef(false)
  const latest = useRef({ action, then })
  latest.current = { action, then }

  const ask = useCallback((...given: A): void => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setError(null)
    void (async () => latest.current.action(...given))()
      .then(
        () => latest.current.then?.(),
        (thrown: unknown) => setError(asError(thrown)),
      )
      .finally(() => {
        running.current = false
        setBusy(false)
      })
  }, [])
  const forget = useCallback(() => setError(null), [])
  return { ask, busy, error, forget }
}
