/** The go/no-go board from a terminal. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desk } from './support.ts'

const BOOK = `runbook: shop
title: Shop
environments: { local: { grade: 1 }, prod: { grade: 3, live: true } }
roles: { captain: {}, dba: { deputy: Tom } }
risks: [{ id: slow, what: "Backfill slower than rehearsed", likelihood: 4, impact: 4 }]
readiness: [{ id: load, what: "Load test", evidence: required }]
phases:
  - phase: one
    rollback: { none: "nothing to undo" }
    steps:
      - { step: poll, kind: gate, poll: [captain, dba], deadline: 10m, planned: 1m, owner: captain }
`

function shelf() {
  const its = desk()
  const file = join(its.folder, 'shop.yaml')
  writeFileSync(file, BOOK)
  const board = (...args: string[]) => its.run('board', file, ...args)
  const rowOf = (json: { rows: { id: string }[] }, id: string) => json.rows.find((row) => row.id === id)
  return { ...its, file, board, rowOf }
}

test('without a word it says no, why, and asks whom; exit code 1', async () => {
  const { board, rowOf } = shelf()
  const { code, json, stdout } = await board('--json')
  expect(code).toBe(1)
  expect(json).toMatchObject({ runbook: 'shop', environment: 'prod', verdict: 'no-go', votes: [{ role: 'captain', state: 'waits' }, { role: 'dba', state: 'waits', deputy: 'Tom' }] })
  expect(rowOf(json, 'readiness:load')).toMatchObject({ verdict: 'no', computed: 'no', hint: expect.any(String), rests_on: [] })
  expect(stdout).not.toContain('undefined')
  const shown = (await board('--env', 'local')).stdout
  expect(shown).toContain('NO-GO  Shop on local')
  expect(shown).toContain('dba: has not voted (deputy: Tom)')
})

test('evidence, accepted risks and votes make a go of it; exit code 0', async () => {
  const { board, rowOf, folder, run, file } = shelf()
  const approve = await run('check', file, '--json')
  await run('trust', file, '--sha256', approve.json.files[0].trust_sha256)
  const report = join(folder, 'load.html')
  writeFileSync(report, 'p99 80 ms')
  expect(rowOf((await board('--evidence', `load=${report}`, '--as', 'Tom', '--json')).json, 'readiness:load')).toMatchObject({ verdict: 'ok', evidence: [{ kind: 'file', name: 'load.html', sha256: expect.any(String), by: 'Tom' }] })
  expect(rowOf((await board('--accept', 'slow', '--accept', 'rehearsal', '--reason', 'the first time', '--json')).json, 'risk:slow')).toMatchObject({ verdict: 'risk', computed: 'no', accepted: { reason: 'the first time' } })
  await board('--vote', 'captain=go', '--as', 'Ada')
  const { code, json } = await board('--vote', 'dba=go-with-risk', '--reason', 'disk is tight', '--until', '2h', '--for', 'Maria', '--by', 'phone', '--as', 'Ada', '--json')
  expect(json.because).toEqual([])
  expect([code, json.verdict]).toEqual([0, 'go'])
  expect(json.votes[1]).toMatchObject({ state: 'go-with-risk', by: 'Ada', on_behalf_of: 'Maria', how: 'by phone', reason: 'disk is tight', until: expect.stringMatching(/Z$/), rests_on: { 'risk:slow': 'risk' } })
  expect((await board()).stdout).toContain('dba: go-with-risk, Maria, by phone (recorded by Ada): disk is tight')

  // One byte more: the approval is gone, and everybody is asked again.
  writeFileSync(file, `${BOOK}# changed\n`)
  const after = await board('--json')
  expect([after.code, after.json.verdict, after.json.votes.map(({ state }: { state: string }) => state)]).toEqual([1, 'no-go', ['reopened', 'reopened']])
  expect(after.json.votes[0].reopened.why).toContain('The runbook was changed after the vote.')
  expect((await run('verify', '--json')).json).toMatchObject({ ok: true, boards: [{ board: 'shop@prod', ok: true }] })
})

test('a vote that says nothing sensible is refused, and nothing is kept', async () => {
  const { board } = shelf()
  const refused = async (...args: string[]) => {
    const { code, json } = await board(...args, '--json')
    return [code, json.error?.message]
  }
  expect(await refused('--vote', 'captain')).toEqual([2, expect.stringContaining('ROLE=go')])
  expect(await refused('--vote', 'cook=go')).toEqual([2, expect.stringContaining('"cook" has no vote')])
  expect(await refused('--vote', 'captain=go')).toEqual([2, expect.stringContaining('The board says no')])
  expect(await refused('--vote', 'captain=no-go', '--for', 'Maria')).toEqual([2, expect.stringContaining('How Maria said so')])
  expect(await refused('--vote', 'captain=no-go', '--until', 'tomorrow')).toEqual([2, expect.stringContaining('no time')])
  expect(await refused('--until', '2h')).toEqual([2, expect.stringContaining('belongs to a vote')])
  expect(await refused('--accept', 'slow')).toEqual([2, expect.stringContaining('reason is missing')])
  expect(await refused('--evidence', 'load')).toEqual([2, expect.stringContaining('ITEM=')])
  expect(await refused('--env', 'mars')).toEqual([2, expect.stringContaining('"mars"')])
  const { json } = await board('--json')
  expect(json.rows.some((row: { since?: string }) => row.since !== undefined)).toBe(false)
})
