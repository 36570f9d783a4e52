/** What pages are told of injects, doubts and the hypercare list. */
import { expect, test } from 'vitest'
import { RunNow } from '../../../electron/contract/shapes/run.ts'
import { projectNow } from '../../../electron/node/hub/projection/now.ts'
import { projectRows } from '../../../electron/node/hub/projection/rows.ts'
import { branch, into, manual, runbook, sid, step } from '../../support/build.ts'
import { drive, type Driven } from '../../support/drive.ts'
import { scenesOf } from './scenes.ts'

const book = runbook(
  [{ phase: 'p', rollback: into('back'), steps: [step('a'), step('c', { kind: 'check', component: 'shop' }), manual('m', { hypercare: 'look\u202Eagain' })] }],
  [branch('back', 'rollback', [step('r')], { end: 'rolled-back' })],
  { components: { shop: { tier: 'critical' } }, injects: [{ id: 'fire', at: sid('m'), symptom: 'There is smoke', expects: 'rollback', decideWithinMs: 60_000 }] },
)
const scene = scenesOf(book)
function now(run: Driven): RunNow {
  const at = scene(run)
  return RunNow.parse(projectNow(at, projectRows(at)).now)
}

test('of a card that is hidden or lies ready nothing is told; of a drawn one, what it hopes for only after the decision', () => {
  const run = drive(book, { injects: ['fire'] })
  expect(JSON.stringify(now(run))).not.toMatch(/fire|smoke/)
  expect(now(run).can.run).not.toContain('draw')
  run.ends('a').ends('c')
  expect(now(run).injects).toMatchObject([{ inject: 'fire', step: 'm', symptom: 'There is smoke', detectedAt: null, expected: null, asExpected: null, decideWithinMs: 60_000 }])
  const drawnAt = now(run).injects[0]?.drawnAt ?? 0
  run.after(5_000).do({ do: 'rollback', reason: 'smoke' })
  expect(now(run).injects).toMatchObject([{ detectedAt: drawnAt + 5_000, decidedAt: drawnAt + 5_000, took: 'rollback', decidedBy: 'person', inTime: true, expected: 'rollback', asExpected: true, endedAt: null }])
})

test('drawing is offered where there is a card to draw, and never live', () => {
  expect(now(drive(book)).can.run).toContain('draw')
  expect(now(drive(book, { mode: 'live' })).can.run).not.toContain('draw')
})

test('a release that passes over a failed check says so, and what is left behind is told without invisible characters', () => {
  const run = drive(book).ends('a').ends('c', { outcome: 'failed' })
  expect(now(run).can.releaseOver).toEqual(['c'])
  run.do({ do: 'release', reason: 'it lies' }).after(1_000).do({ do: 'skip', step: sid('c'), reason: 'it lies' })
  expect(now(run)).toMatchObject({ can: { releaseOver: [] }, hypercare: [{ kind: 'override', step: 'c', tier: 'critical' }, { kind: 'skipped', step: 'c' }, { kind: 'note', step: 'm' }] })
  expect(JSON.stringify(now(run).hypercare)).not.toContain('\u202E')
})

test('a doubt is told until it is answered, with an alert; after a no it stands until the step has run again', () => {
  const run = drive(book, {}, (id) => (id === 'a' ? { ms: 60_000 } : undefined)).after(1_000).ends('a')
  expect(now(run).doubts).toMatchObject([{ step: 'a', attempt: 1, tookMs: 1_000, fastestMs: 60_000, denied: false }])
  expect(now(run).alerts).toMatchObject([{ kind: 'doubt', step: 'a' }])
  run.ends('c').do({ do: 'vouch', step: sid('a'), ran: false, reason: 'empty' })
  expect(now(run)).toMatchObject({ alerts: [], doubts: [{ step: 'a', denied: true, canGoBack: false }] })
  run.do({ do: 'fail', step: sid('m'), reason: 'first that' })
  expect(now(run).doubts).toMatchObject([{ canGoBack: true }])
  run.do({ do: 'recycle', to: sid('a'), reason: 'it did not run' })
  expect(now(run).doubts).toEqual([])
})
