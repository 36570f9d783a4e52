/** Runs that this host drives, as pages see them. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunId } from '../../../electron/core/ports.ts'
import { bookOf, desk, manual, script, type Desk, type Page } from './support.ts'

const present = (page: Page): string[] => page.view.now.present.map(({ step, mark }) => `${step} ${mark}`)
const shows = (page: Page, ...wanted: string[]) => page.until(() => page.snapshots.length > 0 && JSON.stringify(present(page)) === JSON.stringify(wanted))
const ends = (page: Page, end: string | null) => page.until(() => page.snapshots.length > 0 && page.view.now.end === end)

describe('a run that is driven here', () => {
  test('a page gets a snapshot and then frames without a hole, which give what a new page is told', async () => {
    const its = desk()
    const run = await its.start(bookOf([script('greet', 'console.log(1)'), manual('ask'), manual('look'), manual('end')]))
    const page = its.look(run)
    await shows(page, 'ask running')
    expect(page.view.fixed).toMatchObject({ run, runbook: 'small', title: 'Small', mode: 'rehearsal', environment: 'local', live: false, startedBy: 'Ada', roles: ['captain'] })
    expect(page.view.now).toMatchObject({ driver: { is: 'here' }, standing: { is: 'going' }, counts: { done: 1, total: 4 }, can: { rollback: { branch: 'back', firstStep: 'restore' }, whyNoRollback: null } })
    for (const [step, next] of [['ask', 'look running'], ['look', 'end running']] as const) {
      await its.call('run.command', { run, command: { do: 'done', step } })
      await shows(page, next)
      const other = its.look(run)
      await other.until(() => other.snapshots.length > 0)
      expect(page.view).toEqual(other.view)
      other.close()
    }
    await its.call('run.command', { run, command: { do: 'done', step: 'end' } })
    await ends(page, 'completed')
    expect(page.view.now).toMatchObject({ driver: { is: 'ended' }, present: [], eta: null, alerts: [{ id: 'ended:completed' }], sequence: { runs: false } })
    expect(page.view.log.map(({ text }) => text)).toEqual(['Started the rehearsal on local', 'greet started', 'greet is done', 'ask started', 'ask is done', 'look started', 'look is done', 'end started', 'end is done'])
    expect(page.snapshots).toHaveLength(1)
  })

  test('a page that comes back with its mark gets exactly what it missed, and a stranger a snapshot', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask'), manual('look'), manual('end')]))
    const first = its.look(run)
    await shows(first, 'ask running')
    first.close()
    const { mark, view } = first
    await its.call('run.command', { run, command: { do: 'done', step: 'ask' } })
    await its.call('run.command', { run, command: { do: 'done', step: 'look' } })
    const back = its.look(run, mark)
    await back.until(() => back.events.length > 0)
    expect(back.snapshots).toEqual([])
    const [{ seq, data } = { seq: 0, data: {} }] = back.events
    expect(seq).toBe(mark.seq + 1)
    expect(data.log?.map(({ text }) => text)).toEqual(['ask is done', 'look started', 'look is done', 'end started'])
    expect(data.rows?.map(({ step, mark: as }) => `${step} ${as}`)).toEqual(['ask done', 'look done', 'end running'])
    expect(view.now.seq).toBeLessThan(data.now?.seq ?? 0)
    const stranger = its.look(run, { epoch: 'another life', seq: 1 })
    await stranger.until(() => stranger.snapshots.length > 0)
    expect(stranger.view.now.present.map(({ step }) => step)).toEqual(['end'])
  })

  test('a page that was away for hundreds of events is told all of it anew', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask')]))
    const first = its.look(run)
    await shows(first, 'ask running')
    first.close()
    for (let number = 1; number <= 250; number += 1) await its.call('run.command', { run, command: { do: 'note', text: `note ${number}` } })
    const back = its.look(run, first.mark)
    await back.until(() => back.snapshots.length > 0)
    expect(back.view.log.at(-1)?.text).toBe('note 250')
    expect(back.view.log).toHaveLength(200)
    const { entries } = await its.call('run.log', { run, before: back.view.log[0]?.seq ?? 0, limit: 500 })
    expect(entries.at(-1)?.seq).toBe((back.view.log[0]?.seq ?? 0) - 1)
    expect(entries[0]?.text).toBe('Started the tabletop')
  })

  test('a burst of events is told in few frames', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask')]))
    const page = its.look(run)
    await shows(page, 'ask running')
    const before = page.events.length
    await Promise.all(Array.from({ length: 60 }, (_, number) => its.call('run.command', { run, command: { do: 'note', text: `note ${number}` } })))
    await page.until(() => page.view.log.at(-1)?.text === 'note 59')
    expect(page.events.length - before).toBeLessThan(30)
  })

  test('the forecast comes from the worker, also where nothing was ever timed', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask'), manual('end')]))
    const page = its.look(run)
    await page.until(() => page.snapshots.length > 0 && page.view.now.forecast !== null)
    expect(page.view.now).toMatchObject({ eta: { from: 'forecast' }, forecast: { basedOnRuns: 0, unknownSteps: [] }, wayBack: { evidence: 'never', branch: 'back', safeAt: null } })
    expect(page.view.now.present[0]?.overdueAt).toBeGreaterThan(page.view.fixed.startedAt)
  })

  test('a failed step is told with its reason, once; a rollback is walked to its end', async () => {
    const its = desk()
    const run = await its.start(bookOf([script('load', 'console.error("no room"); process.exit(3)'), manual('end')]))
    const page = its.look(run)
    await shows(page, 'load failed')
    expect(page.view.now.present[0]).toMatchObject({ can: ['retry', 'skip', 'goto'], why: expect.stringContaining('3') })
    expect(page.view.now.alerts).toMatchObject([{ id: 'failed:load:1', tone: 'failed', step: 'load' }])
    await its.call('run.command', { run, command: { do: 'rollback', reason: 'no room' } })
    await shows(page, 'restore rolling')
    expect(page.view.now).toMatchObject({ alerts: [], standing: { is: 'branch', branch: 'back' }, can: { rollback: null, whyNoRollback: expect.stringContaining('already rolling back') }, late: { plan: null } })
    expect(page.view.order).toEqual(['load', 'restore', 'proof'])
    await its.call('run.command', { run, command: { do: 'done', step: 'restore' } })
    await ends(page, 'rolled-back')
    expect(page.view.log.at(-1)).toMatchObject({ actor: { name: 'runthrough', via: 'runthrough' }, tone: 'fine' })
    expect(page.view.log.find(({ type }) => type === 'rollback.started')).toMatchObject({ actor: { name: 'Ada', via: 'window', role: 'captain' }, tone: 'rolling', text: 'Started the rollback: no room' })
  })

  test('commands are refused in words, and the run stands as it stood', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask')]))
    expect(await its.refused('run.command', { run, command: { do: 'start', step: 'nowhere' } })).toMatchObject({ code: 'unknown-step' })
    expect(await its.refused('run.command', { run, command: { do: 'skip', step: 'ask', reason: ' ' } })).toMatchObject({ code: 'bad-input' })
    expect(await its.refused('run.command', { run: 'r-none', command: { do: 'undo' } })).toMatchObject({ code: 'unknown-run' })
    expect(await its.refused('run.resume', { run })).toMatchObject({ code: 'illegal' })
    expect(await its.refused('run.output', { run, step: '../../etc', attempt: 1 })).toMatchObject({ code: 'unknown-step' })
    expect(await its.refused('run.output', { run, step: 'ask', attempt: 2 })).toMatchObject({ code: 'unknown-step' })
    const none = its.look('r-none')
    await none.until(() => none.over.length > 0)
    expect(none.over).toMatchObject([{ code: 'unknown-run' }])
  })

  test('a file that is other than the one that was seen is not started', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask')]))
    const page = its.look(run)
    await shows(page, 'ask running')
    const { file, sha256 } = page.view.fixed
    writeFileSync(file, `${bookOf([manual('ask')])}# later\n`)
    expect(await its.refused('run.start', { file, sha256, mode: 'tabletop', inputs: {} })).toMatchObject({ code: 'script-changed' })
  })

  test('once it has ended it is let go of, stays to be looked at, and takes no more commands', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask')]))
    const list = new Set<string>()
    its.handle.service.streams.runs({}, its.captain, { behind: false, snapshot: (_, { runs }) => runs.forEach((each) => list.add(`${each.outcome} ${each.driver}`)), event: (_, { runs }) => runs.forEach((each) => list.add(`${each.outcome} ${each.driver}`)), over: () => undefined }, undefined)
    const page = its.look(run)
    await shows(page, 'ask running')
    expect(existsSync(join(its.data, 'driven', run))).toBe(true)
    await its.call('run.command', { run, command: { do: 'done', step: 'ask' } })
    await ends(page, 'completed')
    expect(existsSync(join(its.data, 'driven', run))).toBe(false)
    expect(await its.refused('run.command', { run, command: { do: 'note', text: 'late' } })).toMatchObject({ code: 'illegal' })
    const again = its.look(run)
    await ends(again, 'completed')
    expect(again.view).toEqual(page.view)
    expect([...list]).toEqual(['null here', 'completed null'])
  })

  test('what can be chosen is asked for when it is wanted', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask'), script('load', 'process.exit(1)'), manual('end')]))
    const page = its.look(run)
    await its.call('run.command', { run, command: { do: 'done', step: 'ask' } })
    await shows(page, 'load failed')
    expect(await its.call('run.choices', { run, step: 'load' })).toMatchObject({ earlier: ['ask'], notEarlier: null, ended: [{ step: 'load', attempt: 1 }, { step: 'ask', attempt: 1 }], gotos: ['end', 'ask'] })
  })

  test('another process that takes its lease ends the driving and not the host: pages see who has it', async () => {
    const its = desk()
    const run = await its.start(bookOf([manual('ask'), manual('end')]))
    const page = its.look(run)
    await shows(page, 'ask running')
    takeLease(its, run)
    await page.until(() => page.view.now.driver.is === 'elsewhere')
    expect(page.view.now.alerts).toMatchObject([{ kind: 'fault', tone: 'failed' }])
    expect(page.over).toEqual([])
    expect(existsSync(join(its.data, 'driven', run))).toBe(false)
  })

  test('one that stands still unattended, and then loses its lease, is not driven here any more', async () => {
    const its = desk()
    const run = await its.start(bookOf([script('load', 'process.exit(1)'), manual('end')]), { auto: true })
    const page = its.look(run)
    await page.until(() => page.snapshots.length > 0 && page.view.now.standing.is === 'stopped')
    expect(page.view.now.driver).toEqual({ is: 'here' })
    takeLease(its, run)
    await page.until(() => page.view.now.driver.is === 'elsewhere')
    expect(page.view.now.alerts).toContainEqual(expect.objectContaining({ kind: 'fault', tone: 'failed' }))
    expect(page.over).toEqual([])
  })
})

test('an announcement stands in the log with what was told, for pages that come later, too', async () => {
  const its = desk()
  const run = await its.start(bookOf([script('load', ''), 'step: tell, title: Tell them, kind: announce, timeout: 1m, audience: all, template: "The shop is ${vars.STATE} until three."', manual('end')], 'audiences: { all: {} }').replace('local: { grade: 1 }', 'local: { grade: 1, vars: { STATE: closed } }'))
  const page = its.look(run)
  await shows(page, 'end running')
  const later = its.look(run)
  await later.until(() => later.snapshots.length > 0)
  expect(later.view.log.find(({ tone }) => tone === 'announcement')).toMatchObject({ step: 'tell', text: 'Tell them: told all “The shop is closed until three.”' })
})

/** Another process has it: ours is worth nothing any more. */
function takeLease({ host: { store } }: Desk, run: string): void {
  store.db.prepare("UPDATE lease SET session = 's-other', epoch = epoch + 1 WHERE run = ?").run(run)
  store.db.prepare('UPDATE run SET epoch = epoch + 1 WHERE id = ?').run(run)
}

describe('what attempts say', () => {
  test('comes in chunks while they run, is kept as their last lines, and is read whole afterwards', async () => {
    const its = desk()
    const gate = join(its.data, 'go')
    const code = `const fs = require('node:fs'); console.log('\\u001b[32mone\\u001b[0m'); const t = setInterval(() => { if (!fs.existsSync(${JSON.stringify(gate)})) return; clearInterval(t); for (let i = 0; i < 2000; i++) console.log('line ' + i) }, 20)`
    const run = await its.start(bookOf([script('load', code), manual('ask')]))
    const output = its.listen(run)
    await output.until(() => output.said('load').includes('one'))
    expect(output.said('load')).toBe('\u001b[32mone\u001b[0m\n')
    const { mark } = output
    writeFileSync(gate, '')
    await output.until(() => output.said('load').includes('line 1999'))
    const later = its.listen(run)
    await later.until(() => later.snapshots.length > 0)
    expect(later.said('load').split('\n').slice(-3)).toEqual(['line 1998', 'line 1999', ''])
    expect(later.snapshots[0]?.data.attempts).toMatchObject([{ step: 'load', attempt: 1, cut: true }])
    const back = its.listen(run, mark)
    await back.until(() => back.said('load').includes('line 1999'))
    expect(back.snapshots).toEqual([])
    const page = its.look(run)
    await shows(page, 'ask running')
    const stored = await its.call('run.output', { run, step: 'load', attempt: 1 })
    expect(stored).toMatchObject({ cut: false, bytes: Buffer.byteLength(stored.text) })
    expect(stored.text.split('\n')).toHaveLength(2002)
    expect(await its.call('run.output', { run, step: 'ask', attempt: 1 })).toEqual({ text: '', bytes: 0, cut: false })
  })

  test('of a long one the end is read, from a whole line on', async () => {
    const its = desk()
    const run = await its.start(bookOf([script('load', "process.stdout.write('äöü '.repeat(20) + '\\n'); for (let i = 0; i < 20000; i++) console.log('line ' + String(i).padStart(20, '0'))"), manual('ask')]))
    const page = its.look(run)
    await shows(page, 'ask running')
    const { text, bytes, cut } = await its.call('run.output', { run, step: 'load', attempt: 1 })
    expect(cut).toBe(true)
    expect(bytes).toBeGreaterThan(500_000)
    expect(text).toMatch(/^line \d{20}\n/)
    expect(text.endsWith(`line ${'19999'.padStart(20, '0')}\n`)).toBe(true)
  })
})

test('a run whose journal was cut says so, and does not take the host with it', async () => {
  const its = desk()
  const run = await its.start(bookOf([manual('ask'), manual('end')]))
  await its.call('run.command', { run, command: { do: 'done', step: 'ask' } })
  await its.handle.close()
  its.host.store.db.prepare('UPDATE event SET body = ? WHERE run = ? AND seq = 2').run('{"type":"note.added","text":"forged"}', run as RunId)
  const next = desk(its.data)
  const page = next.look(run)
  await page.until(() => page.over.length > 0)
  expect(page.over).toMatchObject([{ code: 'chain-broken' }])
})
