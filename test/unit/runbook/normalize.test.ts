import { expect, test } from 'vitest'
import { allSteps, type Runbook, type Step } from '../../../electron/core/runbook/model.ts'
import { parseRunbook } from '../../../electron/core/runbook/parse.ts'
import { fixture } from './fixtures.ts'

const KITCHEN = fixture('good', 'kitchen-sink.yaml')
const book = (text = KITCHEN): Runbook => parseRunbook(text).runbook!
const step = (id: string, runbook = book()): Step => [...allSteps(runbook)].find(({ step }) => step.id === id)!.step

test('durations are in ms, and places are known', () => {
  expect(book().window).toEqual({ lengthMs: 14_400_000, safetyFloorMs: 600_000 })
  expect(book().policy).toEqual({ rehearseWithinMs: 2_592_000_000, minGrade: 2, decideWithinMs: 300_000 })
  const at = step('backfill').at
  expect(KITCHEN.split('\n')[at.line - 1]!.slice(at.column - 1)).toBe('step: backfill')
})

test('texts stay as they were written', () => {
  expect(step('backfill')).toMatchObject({ run: { argv: ['node', 'orders/backfill.mjs', '--port', '${vars.PORT}', '3', '1.0'], env: { NODE_ENV: 'production', LIMIT: '10', API: '${secrets.API}' }, okCodes: [0, 2] } })
  expect(book().environments['local']!.vars).toEqual({ URL: 'http://127.0.0.1:4700', PORT: '4700', RATIO: '1.0', DRY: 'true' })
})

test('a retry keeps its count, its delay and what follows', () => {
  expect(step('backfill').onFailure).toEqual({ retries: 2, delayMs: 5_000, then: { do: 'rollback' } })
})

test('to continue after a failure or time-out means to go on degraded', () => {
  expect(step('warm').onTimeout).toEqual({ retries: 0, delayMs: 0, then: { do: 'degrade' } })
})

test('retries without a `then` end in a hold', () => {
  expect(step('warm', book(KITCHEN.replace('failure: degrade', 'failure: { retry: 3 }'))).onFailure).toEqual({ retries: 3, delayMs: 0, then: { do: 'hold' } })
})

test('a rollback stops a running step unless it says otherwise', () => {
  expect(step('warm').onRollback).toBe('stop')
  expect(step('backfill').onRollback).toBe('wait')
  expect(step('backfill', book(KITCHEN.replace(', rollback: wait }', ' }'))).onRollback).toBe('wait')
})

test('only a GET or a check that repeats may run again unasked', () => {
  expect(['quiet', 'journey', 'warm', 'backfill', 'switch-writes', 'old-journey'].map((id) => step(id).rerun)).toEqual(['ask', 'safe', 'ask', 'ask', 'ask', 'ask'])
  expect(step('tell').rerun).toBe('safe')
  expect(step('old-journey', book(KITCHEN.replace('delete: "${vars.URL}/test-order"', 'get: "${vars.URL}/test-order"'))).rerun).toBe('safe')
})

test('a hold or wait that says its length is its own plan', () => {
  expect(step('buffer').plannedMs).toBe(600_000)
  expect(step('soak').plannedMs).toBe(60_000)
})

test('every kind carries what it needs', () => {
  expect(step('poll')).toMatchObject({ poll: ['captain', 'dba'], deadlineMs: 600_000, onNoGo: { retries: 2, delayMs: 1_800_000, then: { do: 'rollback' } }, onExpired: { retries: 0, delayMs: 0, then: { do: 'goto', step: 'tell' } } })
  expect(step('choose')).toMatchObject({ outcomes: { 'go on': { do: 'continue' }, repair: { do: 'branch', branch: 'repair' }, again: { do: 'goto', step: 'journey' }, back: { do: 'rollback' } } })
  expect(step('copy-blobs')).toMatchObject({ progress: { everyMs: 30_000, probe: { argv: ['./copied.sh'] } }, volume: { unit: 'bytes', expected: {} } })
  expect(step('quiet')).toMatchObject({ until: { everyMs: 10_000, check: { kind: 'http', method: 'GET' } } })
  expect(step('midnight')).toMatchObject({ until: { time: '00:30' } })
  expect(step('switch-writes')).toMatchObject({ pointOfNoReturn: true, start: 'armed', run: { shell: true, argv: ['switch --all | tee switch.log'] }, crossedWhen: { argv: ['./is-switched.sh'] } })
  expect(step('vendor-switch')).toMatchObject({ confirm: 'captain', fields: [{ id: 'ref', pattern: '^INC-\\d+$', required: true }], auto: { afterMs: 2_000, outcome: 'done' } })
})

test('branches say how they end, who authorises them and until when they stay armed', () => {
  const [back, repair, paper] = book().branches
  expect(back).toMatchObject({ kind: 'rollback', ends: { end: 'rolled-back' }, automatic: true, authorise: 'captain', needsRoles: ['dba'], fallbackUntil: { afterMs: 86_400_000 } })
  expect(repair).toMatchObject({ ends: { resume: 'journey' }, automatic: false })
  expect(paper).toMatchObject({ ends: { end: 'completed-degraded' }, fallbackUntil: { time: '2026-10-25T08:00+01:00' } })
})

test('night-time keys reach the model', () => {
  expect(book()).toMatchObject({
    zone: 'Europe/Warsaw',
    change: { id: 'CHG-1042' },
    downtime: { from: 'backfill', to: 'journey', budgetMs: 900_000 },
    watches: [{ id: 'checkout-up', trigger: { failures: 3, withinMs: 300_000 }, everyMs: 30_000, from: 'backfill' }],
    roles: { vendor: { external: { contact: '+48 22 000 00 00', promisedBy: '22:00' } } },
    audiences: { partners: { updateEveryMs: 1_800_000 } },
  })
})

test('the content of a step changes with what it does, not with its title, owner, plan or name', () => {
  const before = step('journey').content
  expect(step('journey', book(KITCHEN.replace('planned: 30s', 'planned: 40s').replace('- step: journey', '- step: journey\n        title: Other'))).content).toBe(before)
  expect(step('journey', book(KITCHEN.replace('/orders/42', '/orders/43'))).content).not.toBe(before)
})

test('a runbook with an error is not given out', () => {
  expect(parseRunbook(fixture('bad', 'unknown-reference.yaml')).runbook).toBeUndefined()
})

test('CRLF, a byte order mark and comments change nothing but places', () => {
  const bare = (text: string): unknown => JSON.parse(JSON.stringify(book(text), (key, value) => (key === 'at' && value?.line ? undefined : value)))
  expect(bare(`\uFEFF${KITCHEN.replaceAll('\n', '\r\n')}`)).toEqual(bare(KITCHEN))
})
