import { expect, test } from 'vitest'
import { compile } from '../../../electron/core/machine/compile.ts'
import { hypercareOf } from '../../../electron/core/run/hypercare.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { drive } from '../../support/drive.ts'

const restore = branch('back-out', 'rollback', [step('restore', { hypercare: 'Watch the replicas' })], { end: 'rolled-back' })
const book = runbook(
  [
    {
      phase: 'p',
      rollback: into('back-out'),
      steps: [
        step('board', { kind: 'gate', poll: ['captain', 'dba'] }),
        step('tips', { kind: 'check', component: 'tips', hypercare: 'Look at the tips tomorrow' }),
        step('shop', { kind: 'check', component: 'shop' }),
        manual('mail', { hypercare: 'Answer what comes back' }),
        step('index', { onFailure: policy({ do: 'hold' }) }),
        manual('end'),
      ],
    },
  ],
  [restore],
  { components: { tips: { tier: 'nice-to-have' }, shop: { tier: 'critical' } }, roles: { captain: {}, dba: {} } },
)

test('the list holds what was left behind and what the file wants watched, in the order of the night', () => {
  const run = drive(book, {}, (id) => (id === 'shop' ? { ms: 60_000 } : undefined))
  const list = () => hypercareOf(compile(book), run.engine.state).map(({ kind, step: id, text, tier }) => [kind, id, text, tier])
  run.do({ do: 'vote', step: sid('board'), role: 'captain', vote: 'go-with-risk', reason: 'the index is late' }).do({ do: 'vote', step: sid('board'), role: 'dba', vote: 'go' })
  run.after(1_000).ends('tips', { outcome: 'failed', message: 'no tips' }).after(1_000).ends('shop', { outcome: 'failed' })
  run.after(1_000).do({ do: 'release', reason: 'the probe is wrong' }).after(1_000).do({ do: 'retry', step: sid('shop') }).after(1_000).ends('shop')
  run.do({ do: 'vouch', step: sid('shop'), ran: false, reason: 'it looked at the old shop' })
  run.after(1_000).do({ do: 'done', step: sid('mail') }).after(1_000).ends('index', { outcome: 'failed' }).do({ do: 'skip', step: sid('index'), reason: 'slow, but right' })
  expect(list()).toEqual([
    ['accepted-risk', 'board', 'the index is late', null],
    ['note', 'tips', 'Look at the tips tomorrow', 'nice-to-have'],
    ['degraded', 'tips', 'no tips', 'nice-to-have'],
    ['override', 'shop', 'the probe is wrong', 'critical'],
    ['did-not-run', 'shop', 'it looked at the old shop', 'critical'],
    ['note', 'mail', 'Answer what comes back', null],
    ['skipped', 'index', 'slow, but right', null],
  ])
})

test('what was passed over or never reached is not on it; what was degraded and is done after all is off it', () => {
  const waits = runbook([{ phase: 'p', steps: [step('tips', { kind: 'check', component: 'tips' }), step('x'), step('slow', { hypercare: 'Never' }), step('armed', { start: 'armed', hypercare: 'Not yet' })] }], [], { components: { tips: { tier: 'nice-to-have' } } })
  const run = drive(waits).ends('tips', { outcome: 'failed' }).ends('x', { outcome: 'failed' }).do({ do: 'goto', from: sid('x'), to: sid('armed'), reason: 'r' })
  const list = () => hypercareOf(compile(waits), run.engine.state).map(({ kind, step: id }) => [kind, id])
  expect(list()).toEqual([['degraded', 'tips']])
  run.do({ do: 'recycle', to: sid('tips'), reason: 'again' }).ends('tips')
  expect(list()).toEqual([])
})
