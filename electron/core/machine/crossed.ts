/** The points of no return that lie behind, as far as they matter: only the furthest decides which entries are still open (rule 7). */
import type { DeclaredEntry } from './entries.ts'
import type { Place } from './layout.ts'

/** `lane` true: several lanes of that phase. Null: none crossed yet. */
export type Crossed = { readonly phase: number; readonly lane: string | null | true; readonly position: number } | null

export const crossedKey = (crossed: Crossed): string => (crossed ? `${crossed.phase}/${crossed.lane}/${crossed.position}` : '')

export function merge(one: Crossed, other: Crossed): Crossed {
  if (!one || !other) return one ?? other
  if (one.phase !== other.phase) return one.phase > other.phase ? one : other
  if (one.lane !== other.lane) return { ...one, lane: true }
  return one.position >= other.position ? one : other
}

export function cross(crossed: Crossed, place: Place): Crossed {
  return place.step.pointOfNoReturn ? merge(crossed, { phase: place.phaseIndex, lane: place.lane, position: place.position }) : crossed
}

export function survivesCrossed(entry: DeclaredEntry, crossed: Crossed): boolean {
  if (!crossed) return true
  if (entry.level === 'runbook') return false
  if (entry.phaseIndex !== crossed.phase) return entry.phaseIndex > crossed.phase
  return entry.level === 'step' && entry.lane === crossed.lane && entry.position > crossed.position
}
