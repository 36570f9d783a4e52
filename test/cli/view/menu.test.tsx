/** Ways around and back, and wrong times: by keys, through the real view. */
import { describe, expect, test } from 'vitest'
import type { Step } from '../../../electron/core/runbook/model.ts'
import { realEnd } from '../../../electron/cli/view/realEnd.ts'
import { branch, into, manual, runbook, sid, step } from '../../support/build.ts'
import { KEYS, show } from './support.tsx'

const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' })
const mend = branch('mend', 'fix-forward', [step('patch')], { resume: sid('b') }, { title: 'Mend it' })
const book = (...steps: Step[]) => runbook([{ phase: 'p', rollback: into('back-out'), steps }], [restore, mend])
const said = (view: Awaited<ReturnType<typeof show>>, type: string) => view.run.records.findLast(({ body }) => body.type === type)?.body

async function failed() {
  const view = await show(book(manual('a'), step('b'), step('c'), manual('d')), { facts: { mode: 'rehearsal' } })
  await view.keys('d')
  view.run.ends('b', { outcome: 'failed' })
  await view.until('✗ FAILED')
  return view
}

describe('out of a failed step', () => {
  test('b enters a fix-forward, not a rollback', async () => {
    const view = await failed()
    await view.keys('b')
    expect(await view.until('Leave by a branch: b')).toContain('1 mend  fix-forward: Mend it, then b')
    expect(view.frame()).not.toContain('back-out')
    await view.keys(KEYS.enter, 'a row is missing', KEYS.enter)
    expect(said(view, 'branch.started')).toMatchObject({ branch: 'mend', from: 'b', reason: 'a row is missing' })
    await view.until('↪ FIX-FORWARD')
  })
  test('j goes to another step, what follows first', async () => {
    const view = await failed()
    await view.keys('j')
    expect(await view.until('▸ c')).toMatch(/▸ c .*\n\s+d .*\n\s+a /)
    await view.keys(KEYS.down, KEYS.enter, 'c is done by hand', KEYS.enter)
    expect(said(view, 'step.left')).toMatchObject({ from: 'b', to: 'd', reason: 'c is done by hand' })
    expect([view.run.status('c'), view.run.status('d')]).toEqual(['passed', 'running'])
  })
  test('neither is offered where nothing has failed', async () => {
    const view = await show(book(manual('a'), manual('b')))
    expect(view.foot()).not.toMatch(/b branch|j goto/)
    await view.keys('m')
    expect(await view.until('MORE')).not.toMatch(/ branch | goto |recycle|amend/)
  })
})

describe('the menu', () => {
  test('lists what is possible now; arrows and Enter, or a key, choose; Esc closes it', async () => {
    const view = await failed()
    await view.keys('m')
    expect(await view.until('MORE')).toMatch(/▸ b branch[^]*j goto[^]*e recycle[^]*t amend[^]*A abandon/)
    await view.keys(KEYS.down, KEYS.enter)
    await view.until('Leave for another step')
    await view.keys(KEYS.escape, 'm', 'x', KEYS.escape)
    await view.until('m more')
    expect(view.run.types().at(-1)).toBe('step.ended b')
  })
  test('says why nothing can be gone back to', async () => {
    const view = await show(book(manual('a'), manual('b')))
    await view.keys('d', 'm')
    expect(await view.until('MORE')).toContain('No recycle now. A recycle wants nothing running.')
  })
  test('e goes back to an earlier step; typing narrows the list', async () => {
    const view = await failed()
    await view.keys('m', 'e', 'zz', KEYS.enter)
    await view.until('Nothing is called so')
    await view.keys(KEYS.clear, 'A', KEYS.enter, 'again', KEYS.enter)
    expect(said(view, 'run.recycled')).toMatchObject({ to: 'a', reason: 'again' })
    expect(view.run.status('a')).toBe('running')
  })
  test('of many steps some are shown, and any is found', async () => {
    const view = await show(book(...Array.from({ length: 300 }, (_, index) => manual(`s${index}`)), step('z')), {
      before: (run) => {
        for (let index = 0; index < 300; index += 1) run.do({ do: 'done', step: `s${index}` })
        run.ends('z', { outcome: 'failed' })
      },
    })
    await view.keys('m', 'e')
    await view.until('1 of 300; typing narrows them')
    await view.keys('s17', KEYS.down)
    await view.until('▸ s178')
    await view.keys(KEYS.enter, 'again', KEYS.enter)
    expect(said(view, 'run.recycled')).toMatchObject({ to: 's178' })
  })
})

describe('it really ended at …', () => {
  test('so much before what was recorded; no earlier than its start, and nothing that is still to come', async () => {
    const view = await show(book(manual('a'), manual('b')), { before: (run) => run.after(600_000).do({ do: 'done', step: 'a' }).after(60_000) })
    await view.keys('m', 't', KEYS.enter, 'noon', KEYS.enter)
    await view.until('Say it as 14:02')
    await view.keys(KEYS.clear, '-11m', KEYS.enter)
    await view.until("It can't have ended before it started")
    await view.keys(KEYS.clear, '+5m', KEYS.enter)
    await view.until('That is still to come')
    await view.keys(KEYS.clear, '-90s', KEYS.enter, 'forgot to click', KEYS.enter)
    await view.until('The time is amended')
    expect(view.run.splits()[0]).toMatchObject({ step: 'a', wallMs: 510_000 })
    expect(said(view, 'step.amended')).toMatchObject({ step: 'a', attempt: 1, reason: 'forgot to click' })
  })
  const at = (hours: number, minutes: number, seconds = 0, day = 12) => new Date(2027, 4, day, hours, minutes, seconds).getTime()
  test.each([
    ['14:02', at(14, 5), at(14, 2)],
    ['14:02:30', at(14, 5), at(14, 2, 30)],
    ['23:58', at(0, 3), at(23, 58, 0, 11)],
    ['0:01', at(23, 59), at(0, 1, 0, 13)],
    ['-90s', at(14, 5), at(14, 3, 30)],
    ['−5m', at(14, 5), at(14, 0)],
    ['-1h5m', at(14, 5), at(13, 0)],
    ['+30s', at(14, 5), at(14, 5, 30)],
    ['24:00', at(14, 5), undefined],
    ['-', at(14, 5), undefined],
    ['5m', at(14, 5), undefined],
  ])('%s', (text, recorded, is) => {
    expect(realEnd(text, recorded)).toBe(is)
  })
})
