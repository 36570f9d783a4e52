/** The log of a run: what the stream brings, and earlier entries once they were asked for. */
import { useState } from 'react'
import type { LogEntry } from '../../../../electron/contract/shapes/run.ts'
import { useClient } from '../../../store/hooks.ts'
import { useAsk } from '../../../ui/useAsk.ts'

export interface UsedLog {
  readonly entries: readonly LogEntry[]
  /** There are earlier ones that are not here. */
  readonly hasEarlier: boolean
  readonly ask: () => void
  readonly busy: boolean
  readonly error: Error | null
}

const PAGE = 200

export function useLog(run: string, latest: readonly LogEntry[]): UsedLog {
  const client = useClient()
  const [earlier, setEarlier] = useState<readonly LogEntry[]>([])
  const first = latest[0]?.seq ?? 1
  // The stream's part was shortened meanwhile: what lies between is not here, so it is asked for anew.
  const fits = (earlier.at(-1)?.seq ?? first - 1) >= first - 1
  const before = fits ? earlier.filter(({ seq }) => seq < first) : []
  const from = before[0]?.seq ?? first
  const { ask, busy, error } = useAsk(async () => {
    const { entries } = await client.call('run.log', { run, before: from, limit: PAGE })
    setEarlier([...entries, ...before])
  })
  return { entries: before.length > 0 ? [...before, ...latest] : latest, hasEarlier: from > 1, ask: () => ask(), busy, error }
}
