/** Keys drive the engine: every one through the real view, on a fake terminal. */
import { describe, expect, test } from 'vitest'
import type { RunFacts } from '../../../electron/core/run/events.ts'
import type { Step } from '../../../electron/core/runbook/model.ts'
import { branch, into, manual, policy, runbook, sid, step } from '../../support/build.ts'
import { KEYS, show } from './support.tsx'

const restore = branch('back-out', 'rollback', [step('restore')], { end: 'rolled-back' }, { title: 'Back to v1', loses: { text: 'Orders since 02:51' }, authorise: 'captain' })
const book = (...steps: Step[]) => runbook([{ phase: 'p', rollback: into('back-out'), steps }], [restore])
const live: Partial<RunFacts> = { mode: 'live' }
const last = (view: Awaited<ReturnType<typeof show>>) => view.run.records.at(-1)?.body

describe('a manual step', () => {
  test('d: done', async () => {
    const view = await show(book(manual('m'), manual('n')))
    await view.keys('d')
    expect(view.run.status('m')).toBe('done')
    await view.until('Done: m')
  })
  test('d asks for its fields; what does not fit can be mended', async () => {
    const fields = [{ id: 'ref', title: 'Change number', pattern: 'CHG\\d+', required: true }, { id: 'by', title: 'Seen by', required: false }]
    const view = await show(book(manual('m', { fields }), manual('n')))
    await view.keys('d', '4711', KEYS.enter, KEYS.enter)
    await view.until('does not fit "Change number"')
    await view.keys(KEYS.back, KEYS.clear, 'CHG4711', KEYS.enter, KEYS.enter)
    expect(view.run.splits()[0]?.outcome).toBe('done')
    expect(view.run.records.findLast(({ body }) => body.type === 'step.ended')?.body).toMatchObject({ fields: { ref: 'CHG4711' } })
  })
  test('f: failed, with a reason that can not be left out', async () => {
    const view = await show(book(manual('m')))
    await view.keys('f', KEYS.enter)
    await view.until('It is wanted')
    await view.keys('no access', KEYS.enter)
    expect(last(view)).toMatchObject({ type: 'step.ended', outcome: 'failed', message: 'no access' })
    await view.until('✗ FAILED')
  })
  test('k: skipped, with a reason; Esc lets it be', async () => {
    const view = await show(book(manual('m'), manual('n')))
    await view.keys('k', 'x', KEYS.escape)
    await view.until((frame) => !frame.includes('Reason:'))
    expect(view.run.status('m')).toBe('running')
    await view.keys('k', 'not tonighx', KEYS.backspace, 't', KEYS.enter)
    expect(view.run.records.find(({ body }) => body.type === 'step.skipped')?.body).toMatchObject({ reason: 'not tonight' })
  })
  test('u: takes the last click back', async () => {
    const view = await show(book(manual('m'), manual('n')))
    await view.keys('d', 'u')
    expect(view.run.status('m')).toBe('running')
  })
})

describe('a step that executes', () => {
  test('s or Enter starts what is armed', async () => {
    const view = await show(book(step('a'), step('b')), { facts: live })
    await view.keys('s')
    expect(view.run.runner.started).toEqual(['a'])
    view.run.ends('a')
    await view.keys(KEYS.enter)
    expect(view.run.runner.started).toEqual(['a', 'b'])
  })
  test('what warns is read before it starts: s shows it, Enter starts it; no double Enter does', async () => {
    const view = await show(book(step('a', { warning: 'Orders after this are v2 only.', pointOfNoReturn: true })), { facts: live })
    await view.keys(KEYS.enter, KEYS.enter)
    expect(view.run.runner.started).toEqual([])
    await view.keys('s')
    await view.until('Read it?')
    expect(view.frame()).toContain('WARNING: Orders after this are v2 only.')
    expect(view.run.runner.started).toEqual([])
    await view.keys(KEYS.enter)
    expect(view.run.runner.started).toEqual(['a'])
  })
  test('f calls it off, r runs it again', async () => {
    const view = await show(book(step('a')))
    await view.keys('f', 'wrong host', KEYS.enter)
    expect(view.run.runner.stopped).toEqual(['a'])
    view.run.ends('a', { outcome: 'stopped' })
    await view.until('✗ FAILED')
    await view.keys('r')
    expect(view.run.runner.started).toEqual(['a', 'a'])
  })
  test('why it failed and its last lines are shown', async () => {
    const view = await show(book(step('a')))
    view.signal({ step: sid('a'), attempt: 1, type: 'output', text: 'con\u001B[31mnecting\nref' })
    view.signal({ step: sid('a'), attempt: 1, type: 'output', text: 'used\n' })
    view.run.ends('a', { outcome: 'failed', exitCode: 3, message: 'The program ended with 3.' })
    await view.until('✗  The program ended with 3.'.replace('  ', ' '))
    expect(view.frame()).toContain('┆ connecting')
    expect(view.frame()).toContain('┆ refused')
  })
  test('a migration shows how far it is', async () => {
    const view = await show(book(step('a', { kind: 'migration', volume: { unit: 'rows', expected: {} } })))
    view.signal({ step: sid('a'), attempt: 1, type: 'progress', done: 43_000, total: 100_000, rate: 1000 })
    await view.until('43 %  43,000 of 100,000 rows · 1,000/s · 0:57 left')
  })
})

describe('gates, decisions and questions', () => {
  test('o chooses an outcome', async () => {
    const view = await show(book(step('d', { kind: 'decision', outcomes: { on: { do: 'continue' }, back: { do: 'rollback' } } }), manual('n')))
    await view.keys('o', KEYS.down, KEYS.enter, 'too late', KEYS.enter)
    expect(view.run.records.find(({ body }) => body.type === 'decision.made')?.body).toMatchObject({ outcome: 'back', reason: 'too late' })
  })
  test('v votes for a role; going with a risk wants its reason', async () => {
    const view = await show(book(step('g', { kind: 'gate', poll: ['captain', 'dba'] }), manual('n')))
    await view.keys('v', '2', KEYS.enter, '3', KEYS.enter, KEYS.enter)
    await view.until('wants a reason. Say which risk')
    await view.keys('replica lags', KEYS.enter)
    await view.until('✓ dba go-with-risk')
    await view.keys('v', KEYS.enter, '1', KEYS.enter, KEYS.enter)
    expect(view.run.status('g')).toBe('done')
  })
  test('e answers whether a failed point of no return took effect, with a second name', async () => {
    const view = await show(book(step('x', { pointOfNoReturn: true })))
    await view.keys('s', KEYS.enter)
    view.run.ends('x', { outcome: 'failed' })
    await view.until('Did it take effect?')
    expect(view.foot()).not.toContain('R roll back')
    await view.keys('e', '3', KEYS.enter, 'Jan', KEYS.enter)
    await view.until('R roll back')
  })
  test('g says whether a gap was work or outage', async () => {
    const view = await show(book(manual('m')), { before: (run) => run.crash(60_000) })
    await view.until('GAP of 1:00')
    await view.keys('g', '2', KEYS.enter)
    expect(last(view)).toMatchObject({ type: 'gap.classified', as: 'outage' })
    await view.until((frame) => !frame.includes('GAP of'))
  })
})

describe('the run', () => {
  test('h holds with a reason, h releases', async () => {
    const view = await show(book(manual('m')))
    await view.keys('h', 'phone rings', KEYS.enter)
    await view.until('‖ ON HOLD 0:00  phone rings')
    await view.keys('h')
    await view.until((frame) => !frame.includes('ON HOLD'))
    expect(view.run.types()).toContain('run.released')
  })
  test('the hold is told beside a gap, also to those who come back', async () => {
    const view = await show(book(manual('m')), { before: (run) => run.do({ do: 'hold', reason: 'phone rings' }).crash(60_000) })
    expect(await view.until('GAP of 1:00')).toMatch(/ON HOLD \d:\d\d {2}phone rings/)
  })
  test('n writes a note', async () => {
    const view = await show(book(manual('m')))
    await view.keys('n', 'the lag is 3 s', KEYS.enter)
    expect(last(view)).toMatchObject({ type: 'note.added', text: 'the lag is 3 s', step: 'm' })
  })
  test('R rolls back only after the typed word and a reason, and says what is lost', async () => {
    const view = await show(book(manual('m')))
    await view.keys('R')
    await view.until('Roll back: Back to v1')
    expect(view.frame()).toContain('Is lost: Orders since 02:51')
    await view.keys('rollbak', KEYS.enter)
    await view.until('Type rollback to go on')
    await view.keys(KEYS.clear, 'rollback', KEYS.enter, 'errors', KEYS.enter)
    expect(view.run.records.find(({ body }) => body.type === 'rollback.started')?.body).toMatchObject({ reason: 'errors' })
    await view.until('◀ ROLLING BACK')
  })
  test('y accepts the rollback that is proposed', async () => {
    const view = await show(book(step('a', { onFailure: policy({ do: 'rollback' }) })), { facts: live })
    await view.keys('s')
    view.run.ends('a', { outcome: 'failed' })
    await view.until('A rollback is proposed')
    await view.keys('y', 'rollback', KEYS.enter, 'as proposed', KEYS.enter)
    expect(view.run.types()).toContain('rollback.accepted a')
  })
  test('m A abandons only after the typed word and a reason', async () => {
    const view = await show(book(manual('m')))
    await view.keys('m', 'A', 'abandon', KEYS.enter, 'enough', KEYS.enter)
    expect(view.run.end()).toBe('abandoned')
  })
  test('Ctrl-C leaves', async () => {
    const view = await show(book(manual('m')))
    view.stdin.type(KEYS.interrupt)
    expect(view.interrupted()).toBe(true)
  })
})

describe('what is shown', () => {
  test('only the keys that mean something now', async () => {
    const view = await show(book(step('a', { start: 'armed' })))
    expect(view.foot()).toMatch(/s start.*k skip.*h hold.*n note.*R roll back.*m more/)
    expect(view.foot()).not.toMatch(/d done|f fail|r retry|u undo|h release|v vote|o decide|b branch|j goto|abandon|Tab/)
  })
  test('a key without a meaning, and pasted text, do nothing', async () => {
    const view = await show(book(manual('m')))
    const before = view.run.records.length
    view.stdin.type('r')
    view.stdin.type('dd')
    view.stdin.type('\u001B[200~d\u001B[201~')
    await view.keys('?')
    await view.until('KEYS THAT MEAN SOMETHING NOW')
    expect(view.run.records).toHaveLength(before)
    await view.keys('d')
    expect(view.run.status('m')).toBe('running')
  })
  test('what the run refuses is told with what to do instead', async () => {
    const view = await show(book(manual('m'), step('a')))
    await view.keys('d')
    const refuse = view.run.engine.submit.bind(view.run.engine)
    // Between the frame and the key another terminal has put the run on hold.
    await view.until('f call off')
    await view.keys('h')
    refuse({ do: 'hold', reason: 'from elsewhere' }, { name: 'Jan', via: 'terminal' })
    await view.keys('phone', KEYS.enter)
    await view.until('✗ The run is already on hold.')
    expect(view.frame()).toContain('Release it first.')
  })
  test('Tab and the arrows choose which present step the keys act on', async () => {
    const view = await show(runbook([{ phase: 'p', lanes: { left: [manual('a')], right: [manual('b'), manual('c')] } }]))
    await view.keys(KEYS.tab)
    await view.until('2 of 2')
    await view.keys('d')
    expect([view.run.status('a'), view.run.status('b')]).toEqual(['running', 'done'])
  })
  test('c cycles what is compared with', async () => {
    const view = await show(book(manual('m')), { comparisons: () => ({ plannedMs: 60_000, medianMs: 45_000, bestMs: 30_000, lastMs: null, p90Ms: null }) })
    await view.until('0:00 of 1:00')
    await view.keys('c')
    await view.until('0:00 of 0:45')
    await view.keys('c')
    await view.until('0:00 of 0:30')
    expect(view.foot()).toContain('vs best')
  })
  test.each([['live', '█ LIVE █'], ['rehearsal', '[REHEARSAL]'], ['tabletop', '(TABLETOP)']] as const)('a %s run says so, with environment and hash', async (mode, badge) => {
    const view = await show(book(manual('m')), { facts: { mode, environment: 'staging', sha256: '3fa9c1d2aa' as never } })
    const top = view.frame().split('\n')[0] ?? ''
    expect(top).toContain(badge)
    expect(top).toContain('staging')
    expect(top).toContain('#3fa9c1d2')
  })
  test('the clocks, the end with its spread, and how late it is', async () => {
    const view = await show(book(manual('m', { plannedMs: 60_000 })), { forecast: { p10Ms: 600_000, p50Ms: 900_000, p90Ms: 1_200_000 }, comparisons: () => ({ plannedMs: 60_000, medianMs: null, bestMs: null, lastMs: null, p90Ms: null }) })
    view.run.after(130_000)
    const frame = await view.until('+1:10 late')
    expect(frame).toMatch(/T\+ 2:10 {2}L\+ 2:10.*ETA \d\d:\d\d:\d\d \(\d\d:\d\d–\d\d:\d\d\)/)
  })
  test('it follows the size of the terminal', async () => {
    const view = await show(book(manual('m')), { columns: 120, rows: 40 })
    await view.until((frame) => frame.includes(' │ '))
    view.stdout.resize(60, 20)
    const frame = await view.until((now) => now.split('\n').length <= 21)
    expect(frame).not.toContain(' │ ')
  })
})
