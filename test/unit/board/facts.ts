/** Facts of a board on which all is well, and votes on it: for tests of what a board says. */
import type { BoardFacts } from '../../../electron/core/board/facts.ts'
import type { BoardEvent } from '../../../electron/core/board/entries.ts'
import { NOTHING_SAID, withEntry, type Said } from '../../../electron/core/board/said.ts'
import { maria } from '../../support/drive.ts'

export const NOW = 1_800_000_000_000
export const SHA = 'a'.repeat(64)

export function wellFacts(extra: Partial<BoardFacts> = {}): BoardFacts {
  return {
    now: NOW,
    sha256: SHA,
    readiness: [{ id: 'load', what: 'Load test at 1.5 × peak', category: 'load', evidence: 'required', owner: 'dba' }],
    risks: [{ id: 'slow', what: 'Backfill slower than rehearsed', likelihood: 3, impact: 3, mitigation: 'Batches', owner: null }],
    roles: [{ role: 'captain', deputy: null }, { role: 'dba', deputy: 'Tom' }],
    diagnostics: { errors: 0, warnings: 0, first: null },
    trust: { approved: true, trouble: null },
    ways: [{ from: 'backfill', branch: 'back-out', status: 'timed' }],
    window: { fits: 0.97, basedOnRuns: 5, unknownSteps: [] },
    rehearsal: { last: { run: 'r-1', at: NOW - 86_400_000, by: 'Maria', environment: 'staging', sameBytes: true }, gradeMet: true, minGrade: 1, withinMs: 30 * 86_400_000 },
    file: null,
    fileNow: () => 'same',
    ...extra,
  }
}

export function said(...events: readonly (BoardEvent | readonly [BoardEvent, { readonly at?: number; readonly sha256?: string }])[]): Said {
  return events.reduce<Said>((before, one) => {
    const [body, { at = NOW, sha256 = SHA }] = Array.isArray(one) ? (one as readonly [BoardEvent, { at?: number; sha256?: string }]) : [one as BoardEvent, {}]
    return withEntry(before, { at, actor: maria, sha256, body })
  }, NOTHING_SAID)
}

export const proven: BoardEvent = { type: 'board.evidence', item: 'load', asked: 'Load test at 1.5 × peak', evidence: { kind: 'link', url: 'https://ci/load/17' } }
