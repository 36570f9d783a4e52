/** A history that is damaged, foreign or out of reach: said in words, never a fault of ours, and in nobody else's way. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWritable } from '../../electron/node/store/connection.ts'
import { until } from '../support/until.ts'
import { desk, runId, TOUR, type Desk } from './support.ts'

/** One run that has ended, and its folder at rest. */
async function withHistory(its: Desk) {
  const { file, work, goesOn } = its.waiting()
  goesOn()
  const ended = await its.run('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)
  expect(ended.code).toBe(0)
  change(its, 'PRAGMA wal_checkpoint(TRUNCATE)')
  return { file, work, id: ended.json.run as string }
}

function change({ data }: Desk, sql: string, ...values: unknown[]): void {
  const db = openWritable(join(data, 'runthrough.db'))
  const statement = db.prepare(sql)
  if (statement.reader) statement.all(...values)
  else statement.run(...values)
  db.close()
}

test('verify answers no where a page can not be read, check checks, and the next run brings back what can be read', async () => {
  const its = desk()
  const { file, id, work } = await withHistory(its)
  const database = join(its.data, 'runthrough.db')
  const bytes = readFileSync(database)
  for (let at = 4_096 * 3; at < 4_096 * 6; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0x5a
  writeFileSync(database, bytes)

  const seen = await its.run('verify', '--json')
  expect([seen.code, seen.json.ok, seen.json.database.ok]).toEqual([1, false, false])
  expect((await its.run('check', file, '--json')).json.ok).toBe(true)
  expect((await its.run('doctor', '--json')).json.findings).toContainEqual(expect.objectContaining({ code: 'damaged-database', severity: 'error' }))
  const { code, stderr } = await its.run('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)
  expect([code, stderr.split('\n')[0]]).toEqual([0, expect.stringContaining('damaged')])
  expect(readdirSync(its.data)).toContainEqual(expect.stringMatching(/^runthrough\.db\.damaged-/))
  expect((await its.run('verify', '--json')).json).toMatchObject({ ok: true, runs: [expect.anything(), { run: id, ok: true }] })
})

test('an empty file in place of the database is damage, and the backup is restored', async () => {
  const its = desk()
  const { file, id } = await withHistory(its)
  for (const tail of ['-wal', '-shm']) rmSync(join(its.data, `runthrough.db${tail}`), { force: true })
  writeFileSync(join(its.data, 'runthrough.db'), '')
  const { code, json, stderr } = await its.run('history', file, '--json')
  expect([code, json.runs.map(({ run }: { run: string }) => run)]).toEqual([0, [id]])
  expect(stderr).toContain('restored')
})

test('a newer or unreadable history keeps no file from being checked, but approves nothing', async () => {
  const its = desk()
  const { file } = await withHistory(its)
  expect((await its.run('check', file, '--json')).json.files[0].trusted).toBe(true)
  change(its, 'PRAGMA user_version = 9990')
  for (const prepare of [() => undefined, () => writeFileSync(join(its.data, 'runthrough.db'), 'x'.repeat(20_000))]) {
    prepare()
    const { code, json } = await its.run('check', file, TOUR, '--json')
    expect([code, json.files.map(({ trusted }: { trusted: boolean }) => trusted)]).toEqual([0, [false, true]])
  }
})

test('an open run that can not be read is no bar to other runs, and its own resume says what is wrong', async () => {
  const its = desk()
  const { file, work } = await withHistory(its)
  rmSync(join(work, 'go'))
  const open = its.start('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)
  const broken = await runId(open)
  await open.says(/> wait-here/)
  open.signal('SIGTERM')
  await open.ended
  change(its, 'UPDATE event SET body = ? WHERE run = ? AND seq = 1', '{"type":"nonsense"}', broken)
  writeFileSync(join(work, 'go'), '')
  const history = await its.run('history', file, '--json')
  expect([history.code, history.json.runs.length]).toEqual([0, 2])
  expect((await its.run('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)).code).toBe(0)
  const own = await its.run('resume', broken, '--json')
  expect([own.code, own.json.error.code]).toEqual([1, 'chain-broken'])
})

test('a data folder that is a file is said to be one', async () => {
  const its = desk()
  const data = join(its.folder, 'a file with spaces ü')
  writeFileSync(data, '')
  const { code, json } = await its.run('rehearse', TOUR, '--env', 'local', '--auto', '--json', '--data', data)
  expect([code, json.error.code]).toEqual([2, 'unreadable-file'])
  const { code: ill, json: found } = await its.run('doctor', '--json', '--data', data)
  expect([ill, found.ok]).toEqual([1, false])
  expect(existsSync(its.data)).toBe(false)
})

test('a run whose last events are lost is not gone on with by itself; whoever has looked may go on, and the journal says so', async () => {
  const its = desk()
  const { file, work } = its.waiting()
  const rehearsal = its.start('rehearse', file, '--env', 'local', '--auto', '--json', '--input', `work=${work}`)
  const id = await runId(rehearsal)
  await until(() => existsSync(join(its.data, 'runs', id, 'wait-here', '1', 'begun')))
  rehearsal.signal('SIGKILL')
  await rehearsal.ended
  change(its, "DELETE FROM event WHERE run = ? AND seq = (SELECT max(seq) FROM event WHERE run = ?)", id, id)
  change(its, 'UPDATE run SET last_seq = (SELECT max(seq) FROM event WHERE run = id), head = (SELECT hash FROM event WHERE run = id ORDER BY seq DESC LIMIT 1)')

  const refused = await its.run('resume', '--auto', '--json')
  expect([refused.code, refused.json.error.code, refused.json.error.hint]).toEqual([1, 'chain-broken', expect.stringContaining('--accept-lost-tail')])
  const resumed = await its.run('resume', '--auto', '--json', '--accept-lost-tail')
  // The step whose start was lost has begun before: it is not started a second time, a person decides.
  expect([resumed.code, resumed.json.outcome]).toEqual([1, 'stopped'])
  expect(resumed.json.splits.at(-1)).toMatchObject({ step: 'wait-here', outcome: 'failed' })
  const again = its.start('resume', '--auto', '--json', '--retry')
  await again.says(/> wait-here/)
  writeFileSync(join(work, 'go'), '')
  expect((await again.ended).json.outcome).toBe('completed')
  const { json } = await its.run('verify', '--json')
  expect(json).toMatchObject({ ok: true })
})
