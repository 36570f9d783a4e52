/** What another process leaves in the request table is looked at before it is obeyed, and never obeyed late or twice. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openReadable, openWritable } from '../../electron/node/store/connection.ts'
import { until } from '../support/until.ts'
import { desk, runId, type Desk } from './support.ts'

const ANN = JSON.stringify({ name: 'Ann', via: 'terminal' })

async function standing({ start, waiting }: Desk) {
  const book = waiting()
  const rehearsal = start('rehearse', book.file, '--env', 'local', '--auto', '--json', '--input', `work=${book.work}`)
  const id = await runId(rehearsal)
  await rehearsal.says(/> wait-here/)
  return { ...book, rehearsal, id }
}

function leave({ data }: Desk, run: string, command: string, { actor = ANN, askedAt = Date.now() } = {}): number {
  const db = openWritable(join(data, 'runthrough.db'))
  try {
    return Number(db.prepare('INSERT INTO request (run, asked_at, actor, command) VALUES (?, ?, ?, ?)').run(run, askedAt, actor, command).lastInsertRowid)
  } finally {
    db.close()
  }
}

async function answerTo({ data }: Desk, id: number): Promise<{ error?: { code: string }; ok?: boolean }> {
  const db = openReadable(join(data, 'runthrough.db'))
  try {
    const read = db.prepare<unknown[], string | null>('SELECT answer FROM request WHERE id = ?').pluck()
    await until(() => Boolean(read.get(id)))
    return JSON.parse(read.get(id) ?? 'null')
  } finally {
    db.close()
  }
}

test('what is no command of a person is refused, and the run goes on', async () => {
  const its = desk()
  const { rehearsal, id, goesOn } = await standing(its)
  const wrong = [
    leave(its, id, 'no JSON at all'),
    leave(its, id, 'null'),
    leave(its, id, '{"do":"nope"}'),
    leave(its, id, '{"do":"hold","reason":7}'),
    leave(its, id, '{"do":"hold","reason":"x","more":1}'),
    // The engine's own word: it would end the step while its program runs.
    leave(its, id, '{"do":"ended","step":"wait-here","attempt":1,"end":{"outcome":"done"}}'),
    leave(its, id, '{"do":"stop","reason":"x"}'),
    leave(its, id, '{"do":"note","text":"x"}', { actor: '{"name":"x","via":"runthrough"}' }),
    leave(its, id, '{"do":"note","text":"x"}', { actor: 'x' }),
  ]
  for (const request of wrong) expect([request, (await answerTo(its, request)).error?.code]).toEqual([request, 'bad-input'])
  expect(await answerTo(its, leave(its, id, '{"do":"note","text":"all is well"}'))).toMatchObject({ ok: true })
  goesOn()
  const { code, json } = await rehearsal.ended
  expect([code, json.outcome, json.splits[1].outcome]).toEqual([0, 'completed', 'done'])
})

test('a request whose asker has long gone is not obeyed', async () => {
  const its = desk()
  const { rehearsal, id, goesOn } = await standing(its)
  expect((await answerTo(its, leave(its, id, '{"do":"abandon","reason":"x"}', { askedAt: Date.now() - 60_000 }))).error?.code).toBe('leased')
  goesOn()
  expect((await rehearsal.ended).json.outcome).toBe('completed')
})

test('what was asked of a driver that died is not done by the next one: it may have been done already', async () => {
  const its = desk()
  const { rehearsal, id, goesOn } = await standing(its)
  rehearsal.signal('SIGKILL')
  await rehearsal.ended
  const asked = leave(its, id, '{"do":"abandon","reason":"x"}')
  goesOn()
  expect((await its.run('resume', id, '--json')).json.outcome).toBe('completed')
  expect((await answerTo(its, asked)).error?.code).toBe('leased')
})
