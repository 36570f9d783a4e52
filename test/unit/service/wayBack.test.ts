/** What somebody can do who has the rollback's link and nothing else, on a real service: start the way back, walk it to its end, and no more. */
import { describe, expect, test } from 'vitest'
import type { Input } from '../../../electron/contract/api.ts'
import type { Command } from '../../../electron/contract/command.ts'
import type { RunId } from '../../../electron/core/ports.ts'
import { readRecords } from '../../../electron/node/store/records.ts'
import { createCaller } from '../../../electron/node/service/caller.ts'
import { desk, otherHost, type Desk, type Page } from '../hub/support.ts'

const BOOK = `runbook: small
title: Small
window: { length: 1h, safety-floor: 5m }
policy: { min-grade: 1, decide-within: 4m }
environments: { local: { grade: 1 } }
roles: { captain: { escalate: the duty manager }, dba: {} }
phases:
  - phase: one
    rollback: { branch: back }
    lanes:
      x: [ { step: act, kind: manual, owner: captain, planned: 1m } ]
      y: [ { step: keep, kind: manual, owner: dba, planned: 1m, on: { rollback: wait } }, { step: last, kind: manual, owner: dba, planned: 1m } ]
branches:
  - branch: back
    title: Back to v1
    kind: rollback
    authorise: captain
    loses: { text: Nothing that was paid for. }
    steps:
      - { step: undo-last, kind: manual, undoes: [last], owner: dba, planned: 1m }
      - { step: restore, kind: manual, undoes: [act], owner: dba, planned: 1m }
      - { step: proved, kind: manual, owner: captain, planned: 1m }
    ends: rolled-back
`
const support = createCaller({ role: 'rollback', via: 'link', name: 'Sam' })
const present = (page: Page): string[] => page.view.now.present.map(({ step, mark }) => `${step} ${mark}`)
const shows = (page: Page, ...wanted: string[]) => page.until(() => page.snapshots.length > 0 && JSON.stringify(present(page)) === JSON.stringify(wanted))

async function asSupport({ handle }: Desk, run: string, command: Command): Promise<{ code?: string; message?: string }> {
  const input: Input<'run.command'> = { run, command }
  try {
    await handle.service.methods['run.command'](input, support, new AbortController().signal)
    return {}
  } catch (error) {
    return error as { code: string; message: string }
  }
}

describe('with the rollback link alone', () => {
  test('the card says what a rollback would do, stop and await; the start keeps who, why, on whose word and where the run stood', async () => {
    const its = desk()
    const run = await its.start(BOOK)
    const page = its.look(run)
    await shows(page, 'act running', 'keep running')
    await page.until(() => page.view.now.wayBack !== null)
    expect(page.view.card).toMatchObject({
      branch: 'back',
      steps: [{ step: 'restore', p50Ms: null }, { step: 'proved', p50Ms: null }],
      passedOver: ['undo-last'],
      stops: ['act'],
      awaits: [{ step: 'keep' }],
      options: [{ branch: 'back', evidence: 'never', p50At: null, fitsWindow: null }],
    })
    expect(page.view.fixed.branches[0]).toMatchObject({ authorise: 'captain', call: 'the duty manager', loses: 'Nothing that was paid for.' })

    for (const command of [{ do: 'done', step: 'act' }, { do: 'fail', step: 'keep', reason: 'no' }, { do: 'retry', step: 'act' }, { do: 'start', step: 'restore' }] as const) expect(await asSupport(its, run, command)).toMatchObject({ code: 'forbidden' })
    expect(await asSupport(its, run, { do: 'rollback', reason: 'the shop is down', authorised: { by: 'Nadia', how: 'by phone' } })).toEqual({})
    await page.until(() => page.view.now.standing.is === 'draining')
    expect(page.view.card).toBeNull()
    expect(page.view.now.standing).toMatchObject({ waitsFor: ['keep'] })
    const started = [...readRecords(its.host.store.db, run as RunId)].find(({ body }) => body.type === 'rollback.started')
    expect(started).toMatchObject({ actor: { name: 'Sam', via: 'link', role: 'rollback' }, body: { reason: 'the shop is down', at: ['act', 'keep'], authorised: { by: 'Nadia', how: 'by phone' }, evidence: 'never' } })

    // What is awaited is not a step of the way back: whoever owns it ends it.
    expect(await asSupport(its, run, { do: 'done', step: 'keep' })).toMatchObject({ code: 'forbidden' })
    await its.call('run.command', { run, command: { do: 'done', step: 'keep' } })
    await shows(page, 'restore rolling')
    expect(await asSupport(its, run, { do: 'fail', step: 'restore', reason: 'the disk is full' })).toEqual({})
    await shows(page, 'restore failed')
    // A failed step of the way back is tried again; to leave it out is the captain's business.
    expect(await asSupport(its, run, { do: 'skip', step: 'restore', reason: 'no' } as Command)).toMatchObject({ code: 'forbidden' })
    expect(await asSupport(its, run, { do: 'retry', step: 'restore' })).toEqual({})
    for (const step of ['restore', 'proved']) {
      await shows(page, `${step} rolling`)
      expect(await asSupport(its, run, { do: 'done', step })).toEqual({})
    }
    await page.until(() => page.view.now.end === 'rolled-back')
    expect(await asSupport(its, run, { do: 'done', step: 'proved' })).toMatchObject({ code: 'illegal' })
  })

  test('a run whose host died is taken up for the rollback: there is nobody else to ask', async () => {
    const its = desk()
    const dead = otherHost(its.data, BOOK)
    const run = await dead.line()
    const page = its.look(run)
    await shows(page, 'act running', 'keep running')
    await dead.kill()
    await page.until(() => page.view.now.driver.is === 'nobody')
    expect(await asSupport(its, run, { do: 'done', step: 'act' })).toMatchObject({ code: 'forbidden' })
    expect(await asSupport(its, run, { do: 'rollback', reason: 'the host is gone' })).toEqual({})
    await page.until(() => page.view.now.driver.is === 'here' && page.view.log.some(({ type }) => type === 'rollback.started'))
    const types = [...readRecords(its.host.store.db, run as RunId)].map(({ body }) => body.type)
    expect(types.slice(types.indexOf('run.resumed'))).toEqual(expect.arrayContaining(['run.resumed', 'rollback.started']))
  })

  test('what is lost is measured where a program may run, and else said in words why not', async () => {
    const its = desk()
    const measured = BOOK.replace('loses: { text: Nothing that was paid for. }', 'loses: { text: Orders, probe: { command: [echo, "1240 orders"] } }')
    const tabletop = await its.start(measured)
    expect(await its.refused('run.loses', { run: tabletop, branch: 'back' })).toMatchObject({ code: 'illegal', message: expect.stringContaining('tabletop') })
    expect(await its.refused('run.loses', { run: await its.start(BOOK), branch: 'back' })).toMatchObject({ code: 'illegal', message: 'Nothing measures what back loses.' })
    const page = its.look(tabletop)
    await shows(page, 'act running', 'keep running')
    expect(page.view.fixed.branches[0]).toMatchObject({ measured: true })
  })

  test('another process that drives the run hears the same words', async () => {
    const its = desk()
    const other = otherHost(its.data, BOOK)
    const run = await other.line()
    const page = its.look(run)
    await shows(page, 'act running', 'keep running')
    await page.until(() => page.view.now.wayBack !== null)
    expect(await asSupport(its, run, { do: 'rollback', reason: 'down', authorised: { by: 'Nadia' } })).toEqual({})
    await page.until(() => page.view.now.standing.is === 'draining')
    expect([...readRecords(its.host.store.db, run as RunId)].find(({ body }) => body.type === 'rollback.started')?.body).toMatchObject({ authorised: { by: 'Nadia' }, evidence: 'never', at: ['act', 'keep'] })
  })
})
