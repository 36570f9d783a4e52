import { describe, expect, test } from 'vitest'
import { compile } from '../../../electron/core/machine/compile.ts'
import { bookFacts } from '../../../electron/core/rehearsal/bookFacts.ts'
import type { Walk } from '../../../electron/core/rehearsal/walk.ts'
import { bookFactsOf, hasBookFacts, saveBookFacts, saveWalk, walksOf } from '../../../electron/node/store/walks.ts'
import type { Store } from '../../../electron/node/store/database.ts'
import { getRun, setExcluded, setRunEnd, type RunSummary } from '../../../electron/node/store/runs.ts'
import { runbook, step } from '../../support/build.ts'
import { RUN, startRun, testStore } from './support.ts'

const walk: Walk = {
  by: 'Maria',
  edges: [{ from: 'a', to: 'b', event: 'DONE.a', kind: 'next', at: 5, by: null, answered: true }],
  back: { from: 'b', enter: 'r', branch: 'back', at: 9, by: 'Jan', done: true },
}

function started(store: Store): RunSummary {
  startRun(store)
  return getRun(store.db, RUN)
}

describe('what runs walked', () => {
  test('comes back as it was kept, once the run is over; kept again it is replaced', () => {
    const store = testStore()
    const { runbookId } = started(store)
    saveWalk(store, RUN, { ...walk, edges: [] })
    saveWalk(store, RUN, walk)
    expect(walksOf(store.db, runbookId)).toEqual([])
    setRunEnd(store, RUN, { endedAt: 10, outcome: 'rolled-back' })
    expect(walksOf(store.db, runbookId)).toMatchObject([{ run: RUN, walk }])
  })
  test('a run of which nothing is kept is told all the same, one that was taken out of history is not', () => {
    const store = testStore()
    const { runbookId } = started(store)
    setRunEnd(store, RUN, { endedAt: 10, outcome: 'completed' })
    expect(walksOf(store.db, runbookId).map((row) => row.walk)).toEqual([undefined])
    setExcluded(store, RUN, true)
    expect(walksOf(store.db, runbookId)).toEqual([])
  })
  test('facts of bytes are kept once for all of their runs', () => {
    const store = testStore()
    const { sha256 } = started(store)
    const facts = bookFacts(compile(runbook([{ phase: 'p', steps: [step('a'), step('b')] }])), (content) => content)
    expect([hasBookFacts(store.db, sha256), bookFactsOf(store.db, sha256)]).toEqual([false, undefined])
    saveBookFacts(store, sha256, facts)
    expect([hasBookFacts(store.db, sha256), bookFactsOf(store.db, sha256)]).toEqual([true, facts])
  })
})
