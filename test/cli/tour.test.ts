/** The tour from end to end, and what is known of it afterwards. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desk, TOUR } from './support.ts'

interface Split {
  readonly step: string
  readonly attempt: number
  readonly outcome: string
}

test('a rehearsal runs by itself, and history, forecast, comparison and verification know of it', async () => {
  const its = desk()
  const { run, work, data } = its
  const tour = its.unhurriedTour()
  const rehearse = ['rehearse', tour, '--env', 'local', '--auto', '--json', '--as', 'Maria', '--input', `work=${work()}`]
  const before = await run('forecast', tour, '--json')
  expect(before.json).toMatchObject({ runbook: 'tour', based_on_runs: 0, total: { p10_ms: expect.any(Number), p50_ms: expect.any(Number), p80_ms: expect.any(Number), p90_ms: expect.any(Number) } })

  const { code, json, stderr } = await run(...rehearse, '--seed', '7')
  expect(code).toBe(0)
  expect(stderr).toMatch(/^run r-\d{8}-\d{4}-[0-9a-f]{4}\n/)
  expect(json).toMatchObject({ runbook: 'tour', mode: 'rehearsal', environment: 'local', outcome: 'completed', chain_head: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(stderr).toContain(json.run)
  expect(Date.parse(json.ended_at) - Date.parse(json.started_at)).toBeGreaterThan(0)
  expect(json.splits.filter(({ step }: Split) => step === 'knock').map(({ attempt, outcome }: Split) => [attempt, outcome])).toEqual([[1, 'failed'], [2, 'done']])
  expect(json.splits.find(({ step }: Split) => step === 'count-rows')).toMatchObject({ phase: 'middle', lane: 'left', attempt: 1, outcome: 'done', active_ms: expect.any(Number), wall_ms: expect.any(Number), planned_ms: 60_000, volume: 200000, exit_code: 0 })
  expect(json.splits.every((split: { active_ms: number; wall_ms: number }) => split.active_ms <= split.wall_ms)).toBe(true)
  expect(readdirSync(join(data, 'backups')).length).toBe(1)

  const history = (await run('history', tour, '--json')).json
  expect(history.runs).toEqual([{ run: json.run, mode: 'rehearsal', environment: 'local', started_at: json.started_at, ended_at: json.ended_at, outcome: 'completed', active_ms: json.active_ms, wall_ms: json.wall_ms, sha256: json.sha256 }])
  const knock = json.splits.findLast(({ step }: Split) => step === 'knock')
  expect(history.steps.find(({ step }: Split) => step === 'knock')).toEqual({ step: 'knock', n: 1, last_ms: knock.active_ms, median_ms: knock.active_ms, best_ms: knock.active_ms, p90_ms: knock.active_ms })

  const after = (await run('forecast', tour, '--json')).json
  expect(after.based_on_runs).toBe(1)
  expect(after.total.p50_ms).toBeLessThan(before.json.total.p50_ms)

  const back = await run(...rehearse, '--rollback-at', 'dress')
  expect([back.code, back.json.outcome, back.json.branch]).toEqual([0, 'rolled-back', 'go-back'])
  const compared = (await run('compare', json.run, back.json.run, '--json')).json
  expect(compared.runs.map(({ run }: { run: string }) => run)).toEqual([json.run, back.json.run])
  expect(compared.steps.find(({ step }: Split) => step === 'cross').active_ms).toEqual([expect.any(Number), null])
  const dress = (await run('forecast', tour, '--json')).json.steps.find(({ step }: Split) => step === 'shortcut')
  expect(dress.rollback).toMatchObject({ branch: 'go-back', evidence: 'low', rehearsals: 1, p90_ms: expect.any(Number), latest_safe_ms: expect.any(Number) })

  const covered = await run('coverage', tour, '--json')
  expect(covered.code).toBe(1)
  const { transitions, entries, gaps } = covered.json
  expect(transitions.timed + transitions.walked + transitions.stale + transitions.never).toBe(transitions.total)
  expect(entries.find(({ from }: { from: string }) => from === 'dress')).toEqual({ from: 'dress', branch: 'go-back', status: 'timed', n: 1, last_at: back.json.ended_at, by: 'Maria' })
  expect(entries.find(({ from }: { from: string }) => from === 'cross')).toMatchObject({ branch: 'go-back', status: 'never' })
  expect(gaps).toContainEqual({ from: 'cross', event: 'ROLLBACK', to: 'forget-rows', kind: 'rollback', status: 'never', why: 'never rehearsed' })
  expect(gaps.length).toBe(transitions.never + transitions.stale)
  expect((await run('coverage', tour)).stdout).toMatch(/dress +go-back +timed +1 /)

  const verified = await run('verify', '--json')
  expect(verified.code).toBe(0)
  expect(verified.json).toEqual({ ok: true, runs: expect.arrayContaining([{ run: json.run, events: json.event_count, ok: true }]), database: { ok: true, detail: 'ok' } })
  expect((await run('verify', json.run)).code).toBe(0)

  const simulated = (await run('simulate', tour, '--runs', '20', '--seed', '3', '--json')).json
  expect(simulated).toMatchObject({ runs: 20, seed: 3, total: { p50_ms: expect.any(Number) } })
  expect(Object.values<number>(simulated.ends).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
})

test('a failed critical check rolls back by itself, which is not what was asked for: exit 1', async () => {
  const { run, work } = desk()
  const { code, json } = await run('rehearse', TOUR, '--env', 'local', '--auto', '--json', '--input', `work=${work()}`, '--input', 'sound=no')
  expect([code, json.outcome]).toEqual([1, 'rolled-back'])
})

test('a tabletop executes nothing and wants neither trust nor environment', async () => {
  const { run, books, work } = desk()
  const file = join(books(), 'waiting.yaml')
  const its = work()
  const { code, json } = await run('rehearse', file, '--mode', 'tabletop', '--auto', '--json', '--input', `work=${its}`)
  expect([code, json.outcome, json.mode, json.environment]).toEqual([0, 'completed', 'tabletop', null])
  expect(readdirSync(its)).toEqual([])
})

test('without --json the answer is prose, without colour where there is no terminal', async () => {
  const { run, books, work } = desk()
  const file = join(books(), 'waiting.yaml')
  const { stdout, stderr } = await run('rehearse', file, '--mode', 'tabletop', '--auto', '--input', `work=${work()}`)
  expect(stdout).toMatch(/^r-\S+ completed after /)
  expect(stderr).toMatch(/\+ begin done /)
  expect(stdout + stderr).not.toContain('\u001B')
})
