/** A journal that is forgotten: for simulations. */
import type { Journal, JournalRecord } from '../ports.ts'

export function createMemoryJournal(): Journal & { readonly records: JournalRecord[] } {
  const records: JournalRecord[] = []
  return {
    records,
    append(more) {
      records.push(...more)
    },
  }
}
