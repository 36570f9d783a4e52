import { spawn, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunId } from '../../electron/core/ports.ts'
import { nodeHash } from '../../electron/node/hash.ts'
import { openStore, type Store } from '../../electron/node/store/database.ts'
import { readHead } from '../../electron/node/store/heads.ts'
import { readRecords } from '../../electron/node/store/records.ts'
import { verify } from '../../electron/node/store/verify.ts'
import { temporaryFolder, testClock } from '../unit/store/support.ts'
import { seeded } from './random.ts'

const RUN = 'r-crash' as RunId
const KILLS = 60
const SEED = 20261123

describe('kill -9', () => {
  test(`at ${KILLS} random points loses no acknowledged event, and the run goes on each time`, { timeout: 120_000 }, async () => {
    const folders = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
    await Promise.all(folders.map((folder, index) => killAndLook(folder, SEED + index, KILLS / folders.length)))
  })
})

async function killAndLook(folder: string, seed: number, kills: number): Promise<void> {
  const random = seeded(seed)
  const acknowledged = new Map<number, string>()
  for (let round = 0; round < kills; round += 1) {
    const lines = await writeUntilKilled(folder, round + 1, 1 + Math.floor(random() * 120))
    for (const [seq, hash] of lines) acknowledged.set(seq, hash)
    const store = open(folder)
    const stored = new Map([...readRecords(store.db, RUN)].map(({ seq, hash }) => [seq, hash]))
    for (const [seq, hash] of acknowledged) if (stored.get(seq) !== hash) throw new Error(`seed ${seed}, round ${round}: event ${seq} was acknowledged and is lost`)
    const head = readHead(store.files.heads, RUN)
    if (typeof head !== 'object') throw new Error(`seed ${seed}, round ${round}: the head file is ${head}`)
    expect(head.seq).toBeLessThanOrEqual(stored.size)
    expect(verify({ db: store.db, files: store.files, hash: nodeHash }), `seed ${seed}, round ${round}`).toMatchObject({ ok: true })
    store.close()
  }
  expect(acknowledged.size).toBeGreaterThan(kills)
}

describe('a damaged log', () => {
  test('a flipped bit or a lost end is never a silent loss', { timeout: 60_000 }, async () => {
    const from = temporaryFolder()
    const lines = await writeUntilKilled(from, 7, 120)
    const acknowledged = Math.max(...lines.map(([seq]) => seq))
    const wal = readFileSync(join(from, 'runthrough.db-wal'))
    const random = seeded(SEED)
    let seen = 0
    for (let round = 0; round < 80; round += 1) {
      const folder = join(temporaryFolder(), 'data')
      cpSync(from, folder, { recursive: true })
      rmSync(join(folder, 'runthrough.db-shm'), { force: true })
      const at = Math.floor(random() * wal.length)
      const log = join(folder, 'runthrough.db-wal')
      if (round % 2 === 0) truncateSync(log, at)
      else writeFileSync(log, flipped(wal, at, round % 8))
      const store = open(folder)
      const { ok, runs } = verify({ db: store.db, files: store.files, hash: nodeHash })
      const [found] = runs
      const events = found?.events ?? 0
      if (events < acknowledged) {
        seen += 1
        expect(ok, `round ${round}, byte ${at}: ${events} of ${acknowledged} events`).toBe(false)
        expect(found?.lostTail).toBeGreaterThanOrEqual(acknowledged - events)
      }
      store.close()
    }
    expect(seen).toBeGreaterThan(40)
  })
})

describe('a full disk', () => {
  test('stops the run with its reason, loses nothing, and leaves room to close it', { timeout: 60_000 }, () => {
    const folder = temporaryFolder()
    const { how, stdout, stderr } = onSmallDisk(folder)
    if (stdout === '') throw new Error(`the child on a small disk (${how}) said nothing: ${stderr}`)
    const told = JSON.parse(stdout) as { acknowledged: number }
    expect(told, how).toMatchObject({
      hadReserve: true,
      hasReserve: false,
      code: 'disk-full',
      details: { reserveDropped: true },
      closedAt: told.acknowledged + 2,
      verified: { ok: true, runs: [{ run: 'r-full', events: told.acknowledged + 2, ok: true }] },
    })
    expect(told.acknowledged).toBeGreaterThan(20)
  })
})

/** Starts the writer, kills it once it acknowledged `target` events, and returns all that it acknowledged. */
async function writeUntilKilled(folder: string, seed: number, target: number): Promise<readonly (readonly [number, string])[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), folder, RUN, String(seed)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let errors = ''
  child.stderr.on('data', (bytes) => (errors += String(bytes)))
  child.stdout.on('data', (bytes) => {
    out += String(bytes)
    if (out.split('\n').length > target) child.kill('SIGKILL')
  })
  const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)))
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself: ${errors}`)
  // The last line may have been cut by the kill: then it was not acknowledged.
  const whole = out.slice(0, out.lastIndexOf('\n') + 1).split('\n').filter((line) => line !== '')
  return whole.map((line) => line.split(' ')).map(([seq, hash]) => [Number(seq), hash ?? ''] as const)
}

function open(folder: string): Store {
  const store = openStore({ folder, clock: testClock(), hash: nodeHash })
  if (store.notices.length > 0) throw new Error(store.notices[0]?.message)
  return store
}

function flipped(bytes: Buffer, at: number, bit: number): Buffer {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ (1 << bit)
  return changed
}

/**
 * A 4 MiB file system in a mount namespace of its own, which goes with the child; where none may be mounted, a limit on the size of files.
 * Once the child has begun, what it says counts, good or bad.
 */
function onSmallDisk(folder: string): { how: string; stdout: string; stderr: string } {
  const child = [process.execPath, join(import.meta.dirname, 'filler.ts'), folder]
  const tmpfs = ['--mount', 'sh', '-c', 'mount -t tmpfs -o size=4m none "$0" && echo mounted >&2 && exec "$@"', folder, ...child]
  for (const options of [[], ['--user', '--map-root-user']]) {
    const { stdout, stderr } = spawnSync('unshare', [...options, ...tmpfs], { encoding: 'utf8' })
    if (stderr?.startsWith('mounted')) return { how: 'tmpfs', stdout, stderr }
  }
  // In units of 512 bytes; the reserve just fits, the log does not.
  const { stdout, stderr, error } = spawnSync('sh', ['-c', 'ulimit -f 3072 && exec "$@"', 'sh', ...child], { encoding: 'utf8' })
  return { how: 'ulimit -f', stdout: stdout ?? '', stderr: stderr ?? String(error) }
}
