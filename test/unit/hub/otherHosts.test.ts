/** Runs that another process drives, or that it left behind when it was killed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunId } from '../../../electron/core/ports.ts'
import { readRecords } from '../../../electron/node/store/records.ts'
import { until } from '../../support/until.ts'
import { bookOf, desk, manual, otherHost, script, type Page } from './support.ts'

const present = (page: Page): string[] => page.view.now.present.map(({ step, mark }) => `${step} ${mark}`)
const shows = (page: Page, ...wanted: string[]) => page.until(() => page.snapshots.length > 0 && JSON.stringify(present(page)) === JSON.stringify(wanted))

describe('a run that another process drives', () => {
  test('is followed as it goes on, its output too, and takes commands from here; once that process is gone nobody drives it', async () => {
    const its = desk()
    const gate = join(its.data, 'go')
    const other = otherHost(its.data, bookOf([manual('ask'), script('load', `console.log('begun'); const t = setInterval(() => require('node:fs').existsSync(${JSON.stringify(gate)}) && (console.log('over'), clearInterval(t)), 20)`), manual('end')]))
    const run = await other.line()
    const page = its.look(run)
    await shows(page, 'ask running')
    expect(page.view.now.driver).toEqual({ is: 'elsewhere', who: expect.stringContaining(`process ${other.child.pid}`) })
    const { seq } = await its.call('run.command', { run, command: { do: 'done', step: 'ask' } })
    expect(seq).toBeGreaterThan(1)
    await shows(page, 'load running')
    const output = its.listen(run)
    await output.until(() => output.said('load').includes('begun'))
    expect(page.view.log.find(({ type, step }) => type === 'step.ended' && step === 'ask')?.actor).toMatchObject({ name: 'Ada', via: 'window', role: 'captain' })
    expect(await its.refused('run.command', { run, command: { do: 'done', step: 'end' } })).toMatchObject({ code: 'illegal' })
    expect(await its.refused('run.resume', { run })).toMatchObject({ code: 'leased' })
    writeFileSync(gate, '')
    await shows(page, 'end running')
    await other.kill()
    await page.until(() => page.view.now.driver.is === 'nobody')
    expect(await its.refused('run.command', { run, command: { do: 'done', step: 'end' } })).toMatchObject({ code: 'illegal', hint: expect.stringContaining('Resume') })
    await its.call('run.resume', { run })
    await page.until(() => page.view.now.driver.is === 'here')
    expect(page.view.now).toMatchObject({ standing: { is: 'gap' }, alerts: [{ kind: 'gap' }] })
    await its.call('run.command', { run, command: { do: 'gap', as: 'outage' } })
    await its.call('run.command', { run, command: { do: 'done', step: 'end' } })
    await page.until(() => page.view.now.end === 'completed')
    expect(page.snapshots).toHaveLength(1)
  })
})

test('how far a migration is that another process drives is read from its output', async () => {
  const its = desk()
  const code = `console.log('10/40 rows'); const t = setInterval(() => require('node:fs').existsSync(${JSON.stringify(join(its.data, 'go'))}) && (console.log('40/40 rows'), clearInterval(t)), 20)`
  const other = otherHost(its.data, bookOf([`step: move, kind: migration, timeout: 2m, run: { command: [node, -e, ${JSON.stringify(code)}] }, progress: { pattern: "(?<done>\\\\d+)/(?<total>\\\\d+) rows" }, volume: rows`, manual('end')]))
  const page = its.look(await other.line())
  await page.until(() => page.snapshots.length > 0 && page.view.now.present[0]?.progress?.done === 10)
  expect(page.view.now).toMatchObject({ driver: { is: 'elsewhere' }, present: [{ step: 'move', progress: { done: 10, total: 40 } }] })
  writeFileSync(join(its.data, 'go'), '')
  await shows(page, 'end running')
})

describe('a host that comes after one that was killed', () => {
  const book = (data: string): string => bookOf([script('load', `const fs = require('node:fs'); console.log('begun'); fs.appendFileSync(${JSON.stringify(join(data, '..', 'times'))}, 'x'); const t = setInterval(() => fs.existsSync(${JSON.stringify(join(data, 'go'))}) && (console.log('over'), clearInterval(t)), 20)`), manual('end')])

  test('takes its runs up by itself; the program that was started went on, and nothing is started twice', async () => {
    const its = desk()
    const dead = otherHost(its.data, book(its.data))
    const run = await dead.line()
    const output = its.listen(run)
    await output.until(() => output.said('load').includes('begun'))
    await dead.kill()
    const next = otherHost(its.data)
    expect(await next.line()).toBe(run)
    const page = its.look(run)
    await page.until(() => page.snapshots.length > 0 && page.view.now.driver.is === 'elsewhere' && page.view.now.standing.is === 'gap')
    writeFileSync(join(its.data, 'go'), '')
    await shows(page, 'end running')
    expect(readFileSync(join(its.data, '..', 'times'), 'utf8')).toBe('x')
    expect(page.view.log.find(({ type }) => type === 'run.resumed')).toMatchObject({ actor: { via: 'runthrough' }, text: expect.stringContaining('1 program went on meanwhile') })
    expect((await its.call('run.output', { run, step: 'load', attempt: 1 })).text).toBe('begun\nover\n')
  })

  test('leaves alone what was closed in order, what a terminal drove, and what was left long ago', async () => {
    const its = desk()
    const other = otherHost(its.data, book(its.data))
    const run = (await other.line()) as RunId
    const exited = new Promise((resolve) => other.child.once('exit', resolve))
    other.child.stdin?.end()
    await exited
    expect(its.handle.resumeMine()).toEqual([])

    // As if it had been killed: what a host keeps while it drives.
    const mark = (): void => writeFileSync(join(its.data, 'driven', run), '')
    mark()
    its.host.store.db.prepare('UPDATE lease SET beat_at = beat_at - 3600000 WHERE run = ?').run(run)
    expect(its.handle.resumeMine()).toEqual([])
    expect([...readRecords(its.host.store.db, run)].some(({ body }) => body.type === 'run.resumed')).toBe(false)
    // It was given up: a person takes it up, and only a person.
    its.host.store.db.prepare('UPDATE lease SET beat_at = ? WHERE run = ?').run(its.host.clock.wallMs(), run)
    expect(its.handle.resumeMine()).toEqual([])
    mark()
    expect(its.handle.resumeMine()).toEqual([run])
    writeFileSync(join(its.data, 'go'), '')
    await until(() => [...readRecords(its.host.store.db, run)].some(({ body }) => body.type === 'step.ended'))
  })
})
