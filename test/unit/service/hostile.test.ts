/** Opening, checking, planning and simulating a hostile corpus starts no process and makes no request: watched from inside, threads included. */
import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../store/support.ts'
import { EXAMPLES } from './support.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url))
const OPENER = fileURLToPath(new URL('opener.ts', import.meta.url))

/** Loaded before everything, in threads too: every way to start a program or to open a connection leaves a line, and throws. */
const watch = (log: string): string => `
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
const require = createRequire(import.meta.url)
const note = (what) => appendFileSync(${JSON.stringify(log)}, what + '\\n')
const refuse = (what) => (...args) => { note(what + ' ' + String(args[0])); throw new Error(what + ' was called') }
const programs = require('node:child_process')
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) programs[name] = refuse(name)
require('node:net').Socket.prototype.connect = refuse('connect')
require('node:dns').lookup = refuse('lookup')
globalThis.fetch = refuse('fetch')
syncBuiltinESMExports()
note(isMainThread ? 'watching' : 'watching a thread')
`

test('a corpus of good, bad and hostile files starts no program and opens no connection', async () => {
  const folder = temporaryFolder()
  const [log, hook] = [join(folder, 'called'), join(folder, 'watch.mjs')]
  writeFileSync(hook, watch(log))
  const files = [...globSync(`${FIXTURES}/**/*.yaml`), ...globSync(`${EXAMPLES}/*.yaml`)]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [`--import=${hook}`, OPENER, join(folder, 'data'), EXAMPLES, ...files])
  const { opened, refusals } = JSON.parse(stdout) as { readonly opened: number; readonly refusals: Readonly<Record<string, number>> }
  expect([opened > 40, Object.keys(refusals).filter((code) => code !== 'invalid-runbook' && code !== 'unreadable-file'), stderr]).toEqual([true, [], ''])
  const seen = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
  expect(seen.filter((line) => !line.startsWith('watching'))).toEqual([])
  expect(seen).toEqual(expect.arrayContaining(['watching', 'watching a thread']))
})
