/** The plan of a file, read anew whenever the library says that something about it is other than it was. */
import { useCallback, useEffect, useState } from 'react'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import { useClient, useLibrary } from '../../store/hooks.ts'
import { createPlanReader } from './planReader.ts'

export interface PlanRead {
  /** The latest that was read; it stays while a newer one is on its way, or where none can be had. */
  readonly view: PlanView | null
  /** Why the latest could not be read. */
  readonly error: Error | null
  readonly readAgain: () => void
}

interface Reading {
  readonly file: string
  readonly view: PlanView | null
  readonly error: Error | null
}

export function usePlan(file: string): PlanRead {
  const client = useClient()
  const library = useLibrary()
  const [reading, setReading] = useState<Reading>({ file, view: null, error: null })
  const [reader, setReader] = useState<{ readonly want: () => void } | null>(null)

  useEffect(() => {
    const made = createPlanReader({
      read: (signal) => client.call('plan', { file }, { signal }),
      show: (view) => setReading({ file, view, error: null }),
      fail: (error) => setReading((before) => ({ file, view: before.file === file ? before.view : null, error })),
    })
    setReader(made)
    return made.close
  }, [client, file])

  // The library's first word comes at once; from then on its entry is another object whenever something about it changed.
  const knows = library.data !== null || library.error !== null
  const entry = library.data?.entries.find((one) => one.file === file) ?? null
  useEffect(() => {
    if (knows) reader?.want()
  }, [reader, knows, entry])

  const current = reading.file === file ? reading : { view: null, error: null }
  return { view: current.view, error: current.error, readAgain: useCallback(() => reader?.want(), [reader]) }
}
