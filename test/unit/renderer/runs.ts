/** Runs as a page gets them, for tests: small, and each part can be said. */
import type { PresentStep, RunFixed, RunNow, RunRow, RunSnapshot } from '../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { runState, type RunState } from '../../../renderer/store/runState.ts'

export const AT = Date.UTC(2026, 9, 24, 22)
export const MINUTE = 60_000

export function aStep(id: string, changes: Partial<StepFacts> = {}): StepFacts {
  return {
    id, title: `Step ${id}`, kind: 'manual', owner: 'dba', escalate: null, phase: 'first', lane: null, branch: null, group: 'First', component: null, executes: false, command: null, instructions: null,
    caution: null, warning: null, checklist: [], fields: [], outcomes: [], poll: [], audience: null, template: null, pointOfNoReturn: false, armed: false, plannedMs: MINUTE, timeoutMs: null, needs: [], undoes: [],
    evidence: null, hypercare: null, volumeUnit: null, comparisons: { plan: MINUTE, median: null, best: null, last: null, p90: null }, n: 0, ...changes,
  }
}

export function aRow(step: string, changes: Partial<RunRow> = {}): RunRow {
  return { step, mark: 'ahead', attempt: 0, time: null, endedAt: null, expectedAt: AT + 10 * MINUTE, present: false, ...changes }
}

export function aPresent(step: string, changes: Partial<PresentStep> = {}): PresentStep {
  return {
    step, mark: 'running', attempt: 1, elapsed: { ms: 0, at: AT, runs: true }, can: [], outcomes: [], roles: [], branches: [], votes: [], why: null, symptoms: [], proposed: false, failedAt: null, clock: null,
    overdueAt: null, progress: null, announcement: null, ...changes,
  }
}

export function aNow(changes: Partial<RunNow> = {}): RunNow {
  return {
    seq: 1, end: null, endedAt: null, standing: { is: 'going' }, alsoHeld: null, degraded: false, sequence: { ms: 0, at: AT, runs: true }, wall: { ms: 0, at: AT, runs: true }, driver: { is: 'here' }, eta: null, forecast: null,
    late: { plan: null, median: null, best: null, last: null, p90: null }, bar: null, wayBack: null, present: [], can: { run: [], rollback: null, whyNoRollback: null, releaseOver: [] }, injects: [], hypercare: [], doubts: [], alerts: [], counts: { done: 0, total: 0 }, ...changes,
  }
}

export function aFixed(steps: readonly StepFacts[], changes: Partial<RunFixed> = {}): RunFixed {
  return {
    run: 'r-1', runbook: 'book', title: 'A release', file: '/books/release.yaml', sha256: '0'.repeat(64), mode: 'rehearsal', environment: 'local', live: false, auto: false, startedAt: AT, startedBy: 'Ada', inputs: {}, window: null,
    phases: [{ id: 'first', title: 'First', lanes: [null], rollback: null }], branches: [], steps: [...steps], roles: ['captain'], ...changes,
  }
}

export function aRun({ steps = [aStep('a'), aStep('b')], rows, now, fixed, card = null, log = [] }: { steps?: StepFacts[]; rows?: RunRow[]; now?: Partial<RunNow>; fixed?: Partial<RunFixed>; card?: RunSnapshot['card']; log?: RunSnapshot['log'] } = {}): RunState {
  const all = rows ?? steps.map(({ id }) => aRow(id))
  return runState({ fixed: aFixed(steps, fixed), order: all.map(({ step }) => step), rows: all, now: aNow(now), card, log })
}
