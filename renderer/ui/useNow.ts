/** The host's wall time, and clocks that tick by it. */
import { useCallback, useSyncExternalStore } from 'react'
import type { Ticking } from '../../electron/contract/shapes/scalars.ts'
import { ticker } from './ticker.ts'

/** The host's wall clock, ms, as of the last beat; a new one every `everyMs`, all at the same moment. Null: it does not tick. */
export function useNow(everyMs: number | null = 1000, phaseMs = 0): number {
  const subscribe = useCallback((listener: () => void) => (everyMs === null ? () => undefined : ticker.subscribe(listener, everyMs, phaseMs)), [everyMs, phaseMs])
  // A day's beat stands still for as long as it matters.
  const read = useCallback(() => ticker.beat(everyMs ?? 86_400_000, phaseMs), [everyMs, phaseMs])
  return useSyncExternalStore(subscribe, read, read)
}

/** What a clock shows, ms; it turns over exactly when its own second is full. */
export function useTicking(value: Ticking, everyMs = 1000): number {
  const now = useNow(value.runs ? everyMs : null, value.at - value.ms)
  return tickingAt(value, now)
}

/** What a clock shows at a time of the host. */
export function tickingAt({ ms, at, runs }: Ticking, now: number): number {
  return runs ? Math.max(ms, ms + now - at) : ms
}
