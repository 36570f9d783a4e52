/** The hash chain of a journal: each record's hash covers the one before it, so that a changed, lost or inserted record is seen. */
import type { Hash, Json, JournalRecord, Sha256 } from './ports.ts'

/** JSON with sorted keys and without `undefined`: the same value always gives the same text. */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item as Json)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as { readonly [key: string]: Json | undefined })
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** hash = sha256(prev + canonical JSON of everything else in the record). */
export function recordHash(hash: Hash, record: Omit<JournalRecord, 'hash'>): Sha256 {
  const { prev, ...rest } = record
  return hash.sha256(prev + canonicalJson(rest as unknown as Json))
}

/** The seq of the first record that does not continue the chain, or undefined where all do. `records` in seq order from 1. */
export function brokenAt(hash: Hash, records: Iterable<JournalRecord>): number | undefined {
  let prev: Sha256 | '' = ''
  let seq = 0
  for (const record of records) {
    seq += 1
    const { hash: stored, ...rest } = record
    if (record.seq !== seq || record.prev !== prev || recordHash(hash, rest) !== stored) return seq
    prev = stored
  }
  return undefined
}
