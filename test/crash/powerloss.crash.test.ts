/**
 * Power loss: the writer's writes and syncs are recorded (strace) and the record is cut at random points. What was synced before the
 * cut stays, of what was not each write stays or goes by chance. Kill -9 cannot show this: there the system still writes everything.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, constants, cpSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunId } from '../../electron/core/ports.ts'
import { nodeHash } from '../../electron/node/hash.ts'
import { openStore } from '../../electron/node/store/database.ts'
import { verify } from '../../electron/node/store/verify.ts'
import { temporaryFolder, testClock, testStore } from '../unit/store/support.ts'
import { seeded } from './random.ts'

const RUN = 'r-power' as RunId
const CUTS = 100
const clock = testClock()

type Op =
  | { readonly do: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly do: 'truncate'; readonly file: string; readonly size: number }
  | { readonly do: 'sync'; readonly file: string }
  | { readonly do: 'acknowledge'; readonly seq: number }

test('every commit is synced before it is acknowledged: the connection says FULL', () => {
  const { db } = testStore()
  expect([db.pragma('journal_mode', { simple: true }), db.pragma('synchronous', { simple: true }), db.pragma('fullfsync', { simple: true })]).toEqual(['wal', 2, 1])
})

// strace is a tool of Linux: elsewhere the test above is all that can be said.
if (process.platform === 'linux') test('a power loss at any point loses no acknowledged event', { timeout: 120_000 }, () => {
  const traced = spawnSync('strace', ['-qq', '-o', '/dev/null', process.execPath, '-e', ''], { encoding: 'utf8' })
  if (traced.status !== 0) throw new Error(`This test wants strace: apt-get install strace. ${traced.error?.message ?? traced.stderr}`)
  const folder = join(temporaryFolder(), 'data')
  testStore(folder).close()
  const before = join(dirname(folder), 'before')
  cpSync(folder, before, { recursive: true })
  const ops = record(folder)
  expect(ops.filter((op) => op.do === 'acknowledge').length).toBeGreaterThan(50)
  const random = seeded(4)
  for (let round = 0; round < CUTS; round += 1) {
    const cut = Math.floor(random() * ops.length)
    const { ok, events, acknowledged } = afterCut(before, ops.slice(0, cut), random)
    expect(events, `cut ${cut} of ${ops.length}`).toBeGreaterThanOrEqual(acknowledged)
    expect(ok, `cut ${cut} of ${ops.length}`).toBe(true)
  }
})

function afterCut(before: string, ops: readonly Op[], random: () => number): { ok: boolean; events: number; acknowledged: number } {
  const folder = join(temporaryFolder(), 'data')
  cpSync(before, folder, { recursive: true })
  let acknowledged = 0
  const loose = new Map<string, Op[]>()
  for (const op of ops) {
    if (op.do === 'acknowledge') acknowledged = op.seq
    else if (op.do === 'sync') settle(op.file, () => true)
    else loose.set(op.file, [...(loose.get(op.file) ?? []), op])
  }
  for (const file of loose.keys()) settle(file, () => random() < 0.5)
  const store = openStore({ folder, clock, hash: nodeHash })
  const { ok, runs } = verify({ db: store.db, files: store.files, hash: nodeHash })
  const undamaged = store.notices.length === 0
  store.close()
  return { ok: ok && undamaged, events: runs[0]?.events ?? 0, acknowledged }

  function settle(file: string, stays: () => boolean): void {
    for (const op of loose.get(file) ?? []) if (stays()) apply(join(folder, file), op)
    loose.set(file, [])
  }
}

function apply(path: string, op: Op): void {
  const fd = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  if (op.do === 'truncate') ftruncateSync(fd, op.size)
  if (op.do === 'write') writeSync(fd, op.bytes, 0, op.bytes.length, op.at)
  closeSync(fd)
}

/** Runs the writer for 200 events and returns what it did to the database, its log and the head file, in order. */
function record(folder: string): readonly Op[] {
  const log = join(dirname(folder), 'trace')
  const calls = 'trace=pwrite64,fdatasync,fsync,ftruncate,write'
  const writer = [process.execPath, join(import.meta.dirname, 'writer.ts'), folder, RUN, '5', '200']
  const { status, stderr } = spawnSync('strace', ['-f', '-qq', '-y', '-xx', '-s', '70000', '-e', calls, '-e', 'signal=none', '-o', log, ...writer], { encoding: 'utf8', maxBuffer: 1e8 })
  if (status !== 0) throw new Error(`the traced writer ended with ${status}: ${stderr}`)
  const waiting = new Map<string, string>()
  return readFileSync(log, 'latin1').split('\n').flatMap((line) => {
    const [, pid = '', call = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (call.endsWith('<unfinished ...>')) {
      waiting.set(pid, call.slice(0, -'<unfinished ...>'.length).trimEnd())
      return []
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(call) ?? []
    return toOp(rest === undefined ? call : (waiting.get(pid) ?? '') + rest) ?? []
  })
}

function toOp(call: string): Op | undefined {
  const [, name, fd, path = '', rest = ''] = /^(\w+)\((\d+)<([^>]*)>(.*)$/.exec(call) ?? []
  const file = tracked(plain(path).toString())
  const [, text, numbers = ''] = /^, "([^"]*)", ([\d, ]+)\)\s*= \d/.exec(rest) ?? []
  if (name === 'write' && fd === '1' && text !== undefined) {
    const seq = plain(text).toString().trimEnd().split('\n').at(-1)?.split(' ')[0]
    return { do: 'acknowledge', seq: Number(seq) }
  }
  if (file === undefined) return undefined
  if (name === 'pwrite64' && text !== undefined) return { do: 'write', file, at: Number(numbers.split(', ')[1]), bytes: plain(text) }
  if (name === 'ftruncate') return { do: 'truncate', file, size: Number(/^, (\d+)/.exec(rest)?.[1]) }
  return name === 'fdatasync' || name === 'fsync' ? { do: 'sync', file } : undefined
}

function tracked(path: string): string | undefined {
  const name = basename(path)
  if (name === RUN) return join('heads', name)
  return name === 'runthrough.db' || name === 'runthrough.db-wal' ? name : undefined
}

/** Strace writes texts (and with -xx paths too) as \x41\x42. */
function plain(text: string): Buffer {
  return text.startsWith('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text, 'latin1')
}
