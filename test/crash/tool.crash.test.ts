/** The tool is killed (SIGKILL) again and again in the middle of the real cutover; each time another process resumes it. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { desk, RUNBOOKS, type Desk, type Ended } from '../cli/support.ts'
import { Shop } from '../unit/examples/scratch.ts'
import { seeded } from './random.ts'

const ORDERS = 20_000

/** Killed once stderr holds so many lines; undefined where it ended before. */
async function killedAfter(lines: number, started: ReturnType<Desk['start']>): Promise<Ended | undefined> {
  const said = started.says(new RegExp(`^(?:.*\\n){${lines}}`)).then(
    () => started.signal('SIGKILL'),
    () => undefined, // It ended before it had said so much.
  )
  await said
  const ended = await started.ended
  return ended.code === KILLED ? undefined : ended
}
const KILLED = -1

interface Shape {
  readonly splits: readonly { readonly step: string; readonly outcome: string }[]
}

async function killedAllAlong(seed: number, options: readonly string[]): Promise<{ shop: Shop; desk: Desk; ended: Ended; kills: number }> {
  const shop = await Shop.create()
  onTestFinished(() => shop[Symbol.asyncDispose]())
  const own = desk()
  const random = seeded(seed)
  const inputs = ['--input', `work=${shop.work}`, '--input', `port=${shop.port}`, '--input', `orders=${ORDERS}`]
  let args: readonly string[] = ['rehearse', join(RUNBOOKS, 'orders-cutover.yaml'), '--env', 'local', '--auto', '--json', ...inputs, ...options]
  // After a dozen kills it may run to its end, so that the test ends as well.
  for (let kills = 0; kills < 12; kills += 1) {
    const ended = await killedAfter(2 + Math.floor(random() * 9), own.start(...args))
    if (ended) return { shop, desk: own, ended, kills }
    args = ['resume', '--auto', '--gap', 'outage', '--json']
  }
  return { shop, desk: own, ended: await own.run(...args), kills: 12 }
}

function doneSteps({ splits }: Shape): string[] {
  return splits.filter(({ outcome }) => outcome === 'done' || outcome === 'undone').map(({ step }) => step)
}

async function isWhole(own: Desk): Promise<unknown> {
  const { code, json } = await own.run('verify', '--json')
  return { code, ok: json.ok }
}

test('killed again and again, the cutover still ends completed; no step is done twice, and the journal is whole', async () => {
  const { shop, desk: own, ended, kills } = await killedAllAlong(20_261_123, [])
  expect(kills).toBeGreaterThan(5)
  expect({ outcome: ended.json.outcome, code: ended.code }).toEqual({ outcome: 'completed', code: 0 })
  const done = doneSteps(ended.json)
  expect(new Set(done).size).toBe(done.length)
  const state = await shop.state()
  expect(state).toMatchObject({ schema: 'v2', pending: 0 })
  expect(state.orders).toBeGreaterThanOrEqual(ORDERS)
  expect(await isWhole(own)).toEqual({ code: 0, ok: true })
})

test('killed again and again, a rollback that was asked for still ends rolled-back, with every order there', async () => {
  const { shop, desk: own, ended, kills } = await killedAllAlong(4, ['--rollback-at', 'switch-writes'])
  expect(kills).toBeGreaterThan(5)
  expect({ outcome: ended.json.outcome, code: ended.code }).toEqual({ outcome: 'rolled-back', code: 0 })
  const done = doneSteps(ended.json)
  expect(new Set(done).size).toBe(done.length)
  const state = await shop.state()
  expect(state).toMatchObject({ schema: 'v1', v2_tables: false, pending: 0 })
  expect(state.orders).toBeGreaterThanOrEqual(ORDERS)
  expect(await isWhole(own)).toEqual({ code: 0, ok: true })
})
