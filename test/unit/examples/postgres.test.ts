/** The scripts behind runbooks/postgres-cluster-move.yaml, run on real clusters with a real application that writes. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { acknowledgedIn, ask, wantPostgres } from '../../support/postgres.ts'
import { Move } from './move.ts'

beforeAll(wantPostgres)

describe('the way there and back', () => {
  test('every acknowledged write is in the cluster that is written to, on the new one and back on the old one', async () => {
    await using move = await Move.copied()
    await move.cutOver()
    const there = acknowledgedIn(move.work)
    expect(there.filter(({ by }) => by === 'new').length).toBeGreaterThan(0)
    expect(await move.run('nothing-lost')).toContain('stand in the new cluster')

    await move.goBack()
    await move.stopApplication()
    const journal = acknowledgedIn(move.work)
    expect(await move.run('nothing-lost')).toContain(`All ${journal.length} acknowledged writes`)
    // Not by the runbook's own proof, too.
    const tokens = new Set(ask(move.work, 'old', 'SELECT token FROM scans').map(([token]) => token))
    expect(journal.filter(({ token }) => !tokens.has(token))).toEqual([])
    const order = journal.map(({ by }) => by).filter((by, index, all) => by !== all[index - 1])
    expect(order).toEqual(['old', 'new', 'old'])
    expect(await move.run('no-trace')).toContain('old and new')
  }, 240_000)

  test('the proof fails when a write that was acknowledged, or a parcel from before, is gone or changed', async () => {
    await using move = await Move.writing()
    await move.stopApplication()
    const journal = acknowledgedIn(move.work)
    expect(await move.run('nothing-lost')).toContain(`All ${journal.length} acknowledged writes`)
    const proof = async () => {
      const { code, err } = await move.try('nothing-lost')
      return [code, err]
    }
    const last = journal.findLast(({ reference }) => reference.startsWith('P-'))
    expect(last).toBeDefined()

    ask(move.work, 'old', `CREATE TABLE kept AS SELECT * FROM scans WHERE token = '${last?.token}'; DELETE FROM scans WHERE token = '${last?.token}'`)
    expect(await proof()).toEqual([1, `1 of ${journal.length} acknowledged writes are missing in the old cluster: ${last?.token}\n`])
    ask(move.work, 'old', `INSERT INTO scans SELECT * FROM kept`)
    ask(move.work, 'old', `UPDATE parcels SET place = 'nowhere' WHERE reference = '${last?.reference}'`)
    expect(await proof()).toEqual([1, `1 parcels in the old cluster are not where their last scan says: ${last?.reference}\n`])
    ask(move.work, 'old', `UPDATE parcels SET place = '${last?.place}' WHERE reference = '${last?.reference}'`)
    ask(move.work, 'old', `DELETE FROM parcels WHERE scans = 0 AND reference = 'P-999'`)
    expect(await proof()).toEqual([1, '1 of the 1000 parcels from before are missing in the old cluster\n'])
  })

  test('differences fail the comparison, and copying again mends them', async () => {
    await using move = await Move.copied()
    expect(await move.run('compare', '--while', 'writing')).toContain('Both clusters say the same')
    ask(move.work, 'new', `UPDATE parcels SET place = 'elsewhere' WHERE id = 900; DELETE FROM parcels WHERE id = 901`)
    const compared = await move.try('compare', '--while', 'writing')
    expect(compared.code).toBe(1)
    expect(compared.err).toContain('parcels: 2 rows differ, among them id 900, 901')
    const again = await move.run('initial-sync', '--again', 'yes')
    expect(again).toMatch(/^Subscribed\n(\d+\/\d+ rows\n)*(\d+)\/\2 rows\n$/)
    expect(await move.run('compare', '--while', 'writing')).toContain('Both clusters say the same')
  }, 240_000)
})

describe('what would lose a write is refused', () => {
  test('two writers, a replication turned around and sequences moved while somebody writes', async () => {
    await using move = await Move.copied()
    const refused = async (name: string, ...rest: string[]) => (await move.try(name, ...rest)).err
    expect(await refused('writes', '--do', 'open', '--cluster', 'new')).toContain('The application may still write to the old cluster')
    expect(await refused('turn-around')).toContain('The application may write to the old cluster')
    expect(await refused('sequences', '--from', 'old')).toContain('The application still writes')
    expect(await refused('lag', '--direction', 'forward', '--since-stop', 'yes')).toContain('Writes to the old cluster were not stopped')
    expect(await move.run('read-only', '--cluster', 'new')).toContain('is refused when it writes')
    expect((await move.try('read-only', '--cluster', 'old')).err).toContain('can write to the old cluster')
  }, 240_000)

  test('a way back from a cluster that never took a write sets no sequence back, and brings nothing', async () => {
    await using move = await Move.copied()
    await move.run('writes', '--do', 'stop', '--cluster', 'old')
    const standing = (): string[][] => ask(move.work, 'old', 'SELECT sequencename, last_value FROM pg_sequences ORDER BY 1')
    const before = standing()
    await move.goBack(() => expect(standing()).toEqual(before))
    expect(await move.run('nothing-lost')).toContain('0 by the new one')
  }, 240_000)
})

describe('the scratch environment', () => {
  test('a crash of everything leaves a journal that is whole, and nothing that runs or lies about', async () => {
    await using move = await Move.writing()
    const before = acknowledgedIn(move.work).length
    process.kill(JSON.parse(readFileSync(join(move.work, 'writer.pid.json'), 'utf8')).pid, 'SIGKILL')
    appendFileSync(join(move.work, 'acknowledged.ndjson'), '{"token":"half a li')
    expect(await move.run('scratch', '--do', 'start')).toContain('writes 40 times a second')
    expect(acknowledgedIn(move.work).length).toBeGreaterThan(before)
    expect(await move.run('nothing-lost')).toContain('acknowledged writes')

    const servers = move.servers()
    for (const pid of servers) process.kill(pid, 'SIGKILL')
    const { home } = move
    expect(await move.run('scratch', '--do', 'stop')).toContain('Both clusters are stopped and removed')
    expect([servers.length, servers.filter(move.runs), existsSync(home), existsSync(join(move.work, 'writer.pid.json'))]).toEqual([2, [], false, false])
    expect(await move.run('scratch', '--do', 'stop')).toContain('There are no clusters')
  })

  test('where PostgreSQL is missing, setting up says how to get it, and nothing was made', async () => {
    await using move = Move.empty()
    const { code, err } = await move.try('setup', '--scratch', 'yes', '--programs', '/nowhere')
    expect(code).toBe(1)
    expect(err).toContain('PostgreSQL\'s program "initdb" is not in /nowhere')
    expect(err).toContain('apt-get install postgresql')
    expect(existsSync(join(move.work, '.postgres-scratch'))).toBe(false)
  })

  test('a folder with files of somebody else is never emptied', async () => {
    await using move = Move.empty()
    mkdirSync(move.work, { recursive: true })
    const precious = join(move.work, 'precious.txt')
    writeFileSync(precious, 'mine')
    expect((await move.try('setup', '--scratch', 'yes')).err).toContain('holds files that are not from here')
    expect(existsSync(precious)).toBe(true)
  })

  test('where SCRATCH is no, nothing is made, started or stopped', async () => {
    await using move = Move.empty()
    expect((await move.try('setup', '--scratch', 'no')).err).toContain('says how the two clusters are reached')
    for (const what of ['start', 'stop', 'retire']) expect(await move.run('scratch', '--do', what, '--scratch', 'no')).toContain('nothing of it is started or stopped')
    expect(existsSync(join(move.work, 'clusters.json'))).toBe(false)
  })
})
