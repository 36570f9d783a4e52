/** The log of a run in words, read from its journal. */
import type { LogEntry } from '../../contract/shapes/run.ts'
import type { Layout } from '../../core/machine/layout.ts'
import type { JournalRecord, RunId } from '../../core/ports.ts'
import { logWords } from '../../core/view/logWords.ts'
import { showProse } from '../showText.ts'
import type { ReadableDatabase } from '../store/connection.ts'
import { readRecords } from '../store/records.ts'

/** Entries from `from` on up to `to`, both included, oldest first. */
export function readLog(db: ReadableDatabase, run: RunId, layout: Layout, from: number, to: number): LogEntry[] {
  const entries: LogEntry[] = []
  if (to < from) return entries
  for (const record of readRecords(db, run, Math.max(1, from))) {
    if (record.seq > to) break
    entries.push(entryOf(record, layout, (seq) => recordAt(db, run, seq)))
  }
  return entries
}

function recordAt(db: ReadableDatabase, run: RunId, seq: number): JournalRecord | undefined {
  const [record] = readRecords(db, run, seq)
  return record
}

function entryOf(record: JournalRecord, layout: Layout, find: (seq: number) => JournalRecord | undefined): LogEntry {
  const { seq, at, actor, body } = record
  const { tone, text, step } = logWords(record, layout, find)
  return {
    seq,
    at,
    actor: { name: showProse(actor.name), via: actor.via, role: actor.role ?? null, onBehalfOf: proseOf(actor.onBehalfOf), how: proseOf(actor.how) },
    type: body.type,
    tone,
    text: showProse(text),
    step,
  }
}

function proseOf(text: string | undefined): string | null {
  return text === undefined ? null : showProse(text)
}
