/** Opening, checking, drawing or forecasting a runbook never executes, fetches or writes anything: watched from inside the process. */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { desk, RUNBOOKS } from './support.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url))

/** Loaded before the tool: every way to start a program or to open a connection leaves a line, and throws. */
const watch = (log: string): string => `
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { appendFileSync } from 'node:fs'
const require = createRequire(import.meta.url)
const refuse = (what) => (...args) => { appendFileSync(${JSON.stringify(log)}, what + ' ' + String(args[0]) + '\\n'); throw new Error(what + ' was called') }
const programs = require('node:child_process')
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) programs[name] = refuse(name)
const net = require('node:net')
net.Socket.prototype.connect = refuse('connect')
require('node:dns').lookup = refuse('lookup')
globalThis.fetch = refuse('fetch')
syncBuiltinESMExports()
`

test('a corpus of good, bad and hostile files starts no program, opens no connection and makes no data folder', { timeout: 120_000 }, async () => {
  const plain = desk()
  const log = join(plain.folder, 'called')
  const hook = join(plain.folder, 'watch.mjs')
  writeFileSync(hook, watch(log))
  const watched = desk({ NODE_OPTIONS: `--import=${hook}` })
  const files = [...globSync(`${FIXTURES}/**/*.yaml`), ...globSync(`${RUNBOOKS}/*.yaml`)]
  expect(files.length).toBeGreaterThan(40)

  expect((await watched.run('check', ...files, '--json')).json.files).toHaveLength(files.length)
  for (const file of globSync(`${RUNBOOKS}/*.yaml`)) {
    expect((await watched.run('graph', file, '--format', 'scxml')).code).toBe(0)
    expect((await watched.run('forecast', file, '--json')).code).toBe(0)
    expect((await watched.run('simulate', file, '--runs', '3', '--json')).code).toBe(0)
  }
  expect(existsSync(log) ? readFileSync(log, 'utf8') : '').toBe('')
  expect(existsSync(watched.data)).toBe(false)
})

test('the watch itself sees a program that is started', async () => {
  const plain = desk()
  const log = join(plain.folder, 'called')
  const hook = join(plain.folder, 'watch.mjs')
  writeFileSync(hook, watch(log))
  await desk({ NODE_OPTIONS: `--import=${hook}` }).run('rehearse', join(RUNBOOKS, 'tour.yaml'), '--env', 'local', '--auto', '--input', `work=${plain.work()}`)
  expect(readFileSync(log, 'utf8')).toContain('spawn')
})
