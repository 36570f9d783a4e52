/** The host's log in the data folder. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openHostLog } from '../../electron/node/hostLog.ts'

let folder: string

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runthrough-log-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('holds one line of JSON for each thing that was said, which only its owner can read', () => {
  const log = openHostLog(folder)
  expect(existsSync(join(folder, 'host.log'))).toBe(false)
  log.info('began')
  log.error('failed: reference abc', { reference: 'abc' })
  const lines = readFileSync(join(folder, 'host.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown)
  expect(lines).toMatchObject([{ level: 'info', msg: 'began', pid: process.pid }, { level: 'error', msg: 'failed: reference abc', data: { reference: 'abc' } }])
  expect(statSync(join(folder, 'host.log')).mode & 0o077).toBe(0)
})

test('is told to whoever listens besides', () => {
  const heard: unknown[] = []
  const hear = (message: string, data?: unknown): void => void heard.push([message, data])
  openHostLog(folder, { info: hear, warn: hear, error: hear }).warn('slow', { ms: 7 })
  expect(heard).toEqual([['slow', { ms: 7 }]])
})

test('that has grown long begins anew, and the old one is kept', () => {
  writeFileSync(join(folder, 'host.log'), 'x'.repeat(5_000_001))
  openHostLog(folder).info('new')
  expect(readFileSync(join(folder, 'host.log'), 'utf8')).toContain('"new"')
  expect(statSync(join(folder, 'host.log.old')).size).toBe(5_000_001)
})
