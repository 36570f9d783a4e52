/** How a rehearsal is led to what the address names, as the host works it out. */
import { useCallback, useEffect, useState } from 'react'
import type { LeadView } from '../../../electron/contract/shapes/coverage.ts'
import { useClient } from '../../store/hooks.ts'
import type { Goal } from '../../store/paths.ts'
import { asError } from '../../ui/asError.ts'

export interface Leading {
  readonly goal: Goal | null
  /** Undefined until it is known, null where nothing leads there. */
  readonly lead: LeadView | null | undefined
  readonly error: Error | null
  readonly readAgain: () => void
}

export function useLead(file: string, goal: Goal | null): Leading {
  const client = useClient()
  const [found, setFound] = useState<{ readonly lead: LeadView | null } | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (!goal) return undefined
    const leaving = new AbortController()
    client.call('lead', { file, ...goal }, { signal: leaving.signal }).then(
      (answer) => setFound(answer),
      (reason: unknown) => {
        if (!leaving.signal.aborted) setError(asError(reason))
      },
    )
    return () => leaving.abort()
  }, [client, file, goal, attempt])
  const readAgain = useCallback(() => {
    setError(null)
    setAttempt((before) => before + 1)
  }, [])
  return { goal, lead: found?.lead, error, readAgain }
}
