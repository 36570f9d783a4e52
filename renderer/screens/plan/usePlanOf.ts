/** The plan of a file, read anew whenever the library says that something about it is other than it was. */
import { useCallback, useEffect, useState } from 'react'
import type { Client } from '../../../electron/contract/clientTypes.ts'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import { asError } from '../../ui/asError.ts'

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

export function usePlanOf(client: Client, file: string): PlanRead {
  const [reading, setReading] = useState<Reading>({ file, view: null, error: null })
  const [asked, setAsked] = useState(0)

  useEffect(() => {
    const gone = new AbortController()
    let busy = false
    let stale = false

    const read = async (): Promise<void> => {
      // One at a time: what changed meanwhile is read when this one is there.
      if (busy) {
        stale = true
        return
      }
      busy = true
      stale = false
      try {
        const view = await client.call('plan', { file }, { signal: gone.signal })
        if (!gone.signal.aborted) setReading({ file, view, error: null })
      } catch (thrown) {
        if (!gone.signal.aborted) setReading((before) => ({ file, view: before.file === file ? before.view : null, error: asError(thrown) }))
      }
      busy = false
      if (stale && !gone.signal.aborted) void read()
    }

    // The library's first word comes at once, and after each time that the road was lost.
    const shut = client.open('library', {}, {
      snapshot: () => void read(),
      event: ({ changed, gone: away }) => {
        if (changed.some((entry) => entry.file === file) || away.includes(file)) void read()
      },
      over: (error) => {
        if (error) setReading((before) => ({ ...before, file, error }))
      },
    })
    return () => {
      gone.abort()
      shut()
    }
  }, [client, file, asked])

  const current = reading.file === file ? reading : { view: null, error: null }
  return { view: current.view, error: current.error, readAgain: useCallback(() => setAsked((count) => count + 1), []) }
}
