import { describe, expect, test } from 'vitest'
import type { PhaseId, RunId, StepId } from '../../../electron/core/ports.ts'
import { setExcluded } from '../../../electron/node/store/runs.ts'
import { replaceSplits, splitsOfRun, stepHistory, type SplitRow } from '../../../electron/node/store/splits.ts'
import { RUN, startRun, testStore } from './support.ts'

function split(step: string, startedAt: number, over: Partial<SplitRow> = {}): SplitRow {
  return { step: step as StepId, phase: 'p' as PhaseId, attempt: 1, outcome: 'done', startedAt, activeMs: 10.5, wallMs: 11, seq: startedAt, ...over }
}

function open() {
  const store = testStore()
  for (const [n, id] of ['r-1', 'r-2', 'r-3'].entries()) {
    startRun(store, 1, id as RunId)
    replaceSplits(store, id as RunId, 'shop', [split('migrate', n * 10 + 1), split(n === 0 ? 'old-name' : 'deploy', n * 10 + 2)])
  }
  return store
}

describe('splits', () => {
  test('a run keeps only those of the last projection', () => {
    const store = testStore()
    startRun(store)
    replaceSplits(store, RUN, 'shop', [split('a', 1), split('b', 2)])
    const full = split('c', 3, { lane: 'l', branch: 'x' as never, plannedMs: 5, volume: 7, exitCode: 1, contentSha: 'f' as never })
    replaceSplits(store, RUN, 'shop', [full])
    expect(splitsOfRun(store.db, RUN)).toEqual([{ ...full, run: RUN, mode: 'rehearsal', environment: 'staging', excluded: false }])
  })

  test("a step's history is newest first, at most so many, under all the names it had", () => {
    const store = open()
    const ids = ['deploy', 'old-name', 'deploy'] as StepId[]
    expect(stepHistory(store.db, { runbookId: 'shop', ids, last: 50 }).map(({ startedAt }) => startedAt)).toEqual([22, 12, 2])
    expect(stepHistory(store.db, { runbookId: 'shop', ids, last: 2 }).map(({ startedAt }) => startedAt)).toEqual([22, 12])
  })

  test('a step of the same name in another runbook is another step', () => {
    expect(stepHistory(open().db, { runbookId: 'other', ids: ['deploy' as StepId], last: 50 })).toEqual([])
  })

  test('an excluded run is left out unless asked for', () => {
    const store = open()
    setExcluded(store, 'r-3' as RunId, true)
    const query = { runbookId: 'shop', ids: ['migrate' as StepId], last: 2 }
    expect(stepHistory(store.db, query).map(({ run }) => run)).toEqual(['r-2', 'r-1'])
    expect(stepHistory(store.db, { ...query, withExcluded: true }).map(({ run, excluded }) => [run, excluded])).toEqual([['r-3', true], ['r-2', false]])
  })

  test('history is read along an index, without sorting', () => {
    const plan = open().db.prepare(`EXPLAIN QUERY PLAN SELECT split.*, run.mode FROM split CROSS JOIN run ON run.id = split.run
      WHERE split.runbook_id = ? AND split.step = ? AND run.excluded = 0 ORDER BY split.started_at DESC LIMIT ?`).all('shop', 'migrate', 50) as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join('\n')).toMatch(/USING INDEX split_of_step \(runbook_id=\? AND step=\?\)/)
    expect(plan.map(({ detail }) => detail).join('\n')).not.toMatch(/TEMP B-TREE/)
  })
})
