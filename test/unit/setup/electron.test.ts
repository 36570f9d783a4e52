/** Whether a window can be had here, and what is said where it can't. A folder with a small installer stands in for Electron's package. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projectRoot } from '../../law/scratch.ts'

const DISPLAY = { DISPLAY: ':1' }
const HANGS = 'setInterval(() => undefined, 1_000)'
const FETCHES = `const fs = require('node:fs'); fs.mkdirSync(__dirname + '/dist'); fs.writeFileSync(__dirname + '/dist/electron', ''); fs.writeFileSync(__dirname + '/path.txt', 'electron')`

let root: string

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'runthrough-electron-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('without a display', () => {
  test('that is said, nothing is fetched, and also whether Electron is there', () => {
    putInstaller(FETCHES)
    expect(found({ env: {} })).toEqual({ why: "there is no display, and Electron's program was not fetched" })
    putProgram()
    expect(found({ env: {} })).toEqual({ why: 'there is no display' })
  })

  test('is no question where every machine has one', () => {
    putProgram()
    for (const platform of ['darwin', 'win32']) expect(found({ env: {}, platform })).toEqual({ program })
  })
})

describe('with a display', () => {
  test('the program that is there is taken', () => {
    putProgram()
    expect(found({ env: DISPLAY })).toEqual({ program })
    expect(found({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual({ program })
  })

  test('it is fetched where it is missing', () => {
    putInstaller(FETCHES)
    expect(found({ env: DISPLAY })).toEqual({ program })
  })

  test('what stands against fetching it is said in a few words', () => {
    putInstaller("console.error('TypeError: fetch failed\\n    at node:internal'); process.exit(1)")
    expect(found({ env: DISPLAY })).toEqual({ why: "Electron's program could not be fetched (no network)" })
    putInstaller("console.error('Error: checksum differs'); process.exit(1)")
    expect(found({ env: DISPLAY })).toEqual({ why: "Electron's program could not be fetched (Error: checksum differs)" })
    expect(found({ env: { ...DISPLAY, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } })).toEqual({ why: "Electron's program could not be fetched (ELECTRON_SKIP_BINARY_DOWNLOAD is set)" })
  })

  test('a network that does not answer is given up, one that gives something is waited for', () => {
    putInstaller(HANGS)
    expect(found({ env: DISPLAY, patience: { firstByteMs: 200, fetchedMs: 60_000 } })).toEqual({ why: "Electron's program could not be fetched (the network does not answer)" })
    put('node_modules/electron/dist/part', 'x')
    expect(found({ env: DISPLAY, patience: { firstByteMs: 200, fetchedMs: 1_000 } })).toEqual({ why: "Electron's program could not be fetched (it took too long)" })
  })

  test('root gets none, whose Electron has no sandbox', () => {
    putProgram()
    expect(found({ env: DISPLAY, uid: 0 })).toEqual({ why: 'Electron opens no window for root' })
  })
})

describe('a window that was opened', () => {
  test('gives its exit code; one that ends at once with an error was none', () => {
    putProgram('exit 0')
    expect(opened()).toEqual({ code: 0 })
    putProgram('exit 127')
    expect(opened()).toEqual({ why: 'Electron ended at once with code 127' })
    putProgram('kill -INT $$')
    expect(opened()).toEqual({ code: 130 })
  })

  test('is given the checkout and the arguments, and is never told to be a Node', () => {
    putProgram('echo "$@" "[$ELECTRON_RUN_AS_NODE]" >&2; exit 0')
    expect(said()).toBe(`${root} --data /somewhere []\n`)
  })
})

const program = expect.stringMatching(/node_modules\/electron\/dist\/electron$/)

function put(file: string, text: string): string {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

function putInstaller(script: string): void {
  put('node_modules/electron/install.js', script)
}

function putProgram(script = 'exit 0'): void {
  put('node_modules/electron/path.txt', 'electron')
  chmodSync(put('node_modules/electron/dist/electron', `#!/bin/sh\n${script}\n`), 0o755)
}

function found(here: Record<string, unknown>): unknown {
  return evaluated(`electronFor(root, ${JSON.stringify({ platform: 'linux', uid: 1_000, ...here })})`).value
}

function opened(): unknown {
  return evaluated("openWindow(root, ['--data', '/somewhere'], { platform: 'linux', uid: 1000, env: { DISPLAY: ':1' } })").value
}

function said(): string {
  return evaluated("openWindow(root, ['--data', '/somewhere'], { platform: 'linux', uid: 1000, env: { DISPLAY: ':1' } })").stderr
}

/** In a process of its own: the modules of electron/setup have no types. */
function evaluated(expression: string): { readonly value: unknown; readonly stderr: string } {
  const body = `import { electronFor, openWindow } from ${JSON.stringify(join(projectRoot, 'electron/setup/electron.mjs'))}
    const root = ${JSON.stringify(root)}
    process.stdout.write(JSON.stringify(await (${expression})))`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', body], { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ELECTRON_OVERRIDE_DIST_PATH: undefined } })
  if (status !== 0) throw new Error(stderr)
  return { value: JSON.parse(stdout), stderr }
}
