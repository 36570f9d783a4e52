/** The move of a real PostgreSQL cluster, rehearsed as a user does: forward, back before the cut-over, back in the middle of it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { acknowledgedIn, removeMove, wantPostgres, type Acknowledged } from '../support/postgres.ts'
import { desk, RUNBOOKS } from './support.ts'

const MOVE = join(RUNBOOKS, 'postgres-cluster-move.yaml')
const LONGEST_MS = 300_000

interface Split {
  readonly step: string
  readonly outcome: string
  readonly volume: number | null
}

interface Rehearsed {
  readonly code: number
  readonly outcome: string
  readonly branch: string | null
  /** The last outcome of each step that was reached. */
  readonly outcomes: Readonly<Record<string, string>>
  readonly splits: readonly Split[]
  readonly journal: readonly Acknowledged[]
  /** What a step's program wrote. */
  output(step: string): string
}

beforeAll(wantPostgres)

async function rehearse(...options: readonly string[]): Promise<Rehearsed> {
  const { run, folder, data } = desk()
  const work = join(folder, 'move')
  onTestFinished(() => removeMove(work))
  const ended = await run('rehearse', MOVE, '--env', 'local', '--auto', '--json', '--input', `work=${work}`, '--input', 'rows=2000', ...options)
  const { json } = ended
  const splits: readonly Split[] = json.splits
  return {
    code: ended.code,
    outcome: json.outcome,
    branch: json.branch ?? null,
    outcomes: Object.fromEntries(splits.map(({ step, outcome }) => [step, outcome])),
    splits,
    journal: existsSync(join(work, 'acknowledged.ndjson')) ? acknowledgedIn(work) : [],
    output: (step) => readFileSync(join(data, 'runs', json.run, step, '1', 'output.txt'), 'utf8'),
  }
}

const byNew = (journal: readonly Acknowledged[]) => journal.filter(({ by }) => by === 'new').length

test('forward: the application ends on the new cluster, and every acknowledged write is there', async () => {
  const run = await rehearse()
  expect([run.code, run.outcome]).toEqual([0, 'completed'])
  expect(run.splits.find(({ step }) => step === 'initial-sync')?.volume).toBeGreaterThanOrEqual(2000)
  expect(run.outcomes).toMatchObject({ 'compare-frozen': 'done', 'close-way-back': 'done', 'retire-old': 'done', 'nothing-lost': 'done', 'clear-away': 'done' })
  expect(run.output('nothing-lost')).toMatch(/^All \d+ acknowledged writes \(\d+ by the old cluster, [1-9]\d* by the new one\) .* stand in the new cluster\n$/)
  expect(run.journal.at(-1)?.by).toBe('new')
}, LONGEST_MS)

test('back before the cut-over: writes were stopped, and go on where they were', async () => {
  const run = await rehearse('--rollback-at', 'move-sequences')
  expect([run.code, run.outcome, run.branch]).toEqual([0, 'rolled-back', 'stay-on-old'])
  expect(run.outcomes).toMatchObject({ 'reopen-old': 'done', 'drop-forward': 'done', 'drop-copy': 'done', 'no-slot-left': 'done', 'old-still-writes': 'done', 'nothing-lost-on-old': 'done' })
  expect(run.output('nothing-lost-on-old')).toMatch(/^All [1-9]\d* acknowledged writes \(\d+ by the old cluster, 0 by the new one\) .* stand in the old cluster\n$/)
  expect(byNew(run.journal)).toBe(0)
}, LONGEST_MS)

test('back in the middle of the cut-over: what the new cluster had acknowledged is in the old one', async () => {
  const run = await rehearse('--rollback-at', 'way-back-stands')
  expect([run.code, run.outcome, run.branch]).toEqual([0, 'rolled-back', 'go-back'])
  expect(run.outcomes).toMatchObject({ 'point-writer': 'undone', 'bring-back': 'done', 'compare-back': 'done', 'sequences-back': 'done', 'open-old': 'done', 'nothing-lost-on-return': 'done', 'no-slot-left-on-return': 'done' })
  const taken = byNew(run.journal)
  expect(taken).toBeGreaterThan(0)
  expect(run.output('nothing-lost-on-return')).toMatch(new RegExp(`^All \\d+ acknowledged writes \\(\\d+ by the old cluster, ${taken} by the new one\\) .* stand in the old cluster\\n$`))
  expect(run.journal.at(-1)?.by).toBe('old')
}, LONGEST_MS)

test('without PostgreSQL the first step says how to get it, and the run goes back', async () => {
  const run = await rehearse('--input', 'programs=/nowhere')
  expect([run.code, run.outcome, run.branch]).toEqual([1, 'rolled-back', 'stand-down'])
  expect(run.output('setup')).toContain('apt-get install postgresql')
  expect(run.journal).toEqual([])
}, LONGEST_MS)
