/** When setting up has something to do, and that two at once do it once. Plain folders stand in for a checkout. */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const setup = resolve(import.meta.dirname, '../../../electron/setup')
const lockText = JSON.stringify({
  packages: {
    '': { name: 'x' },
    'node_modules/tool': { version: '1.0.0', integrity: 'sha512-a', optionalDependencies: { '@tool/moon': '1.0.0' } },
    'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
})
const installedText = JSON.stringify({ packages: { 'node_modules/tool': { version: '1.0.0', integrity: 'sha512-a' } } })
const stamp = (text: string): string => `${createHash('sha256').update(text).digest('hex')} ${process.platform}-${process.arch}\n`

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runthrough-setup-'))
  put('package-lock.json', lockText)
  put('electron/cli/tsconfig.json', '{}')
  put('electron/cli/main.ts', 'export {}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('packages', () => {
  test('are missing without node_modules', () => {
    expect(ask('isInstalled(root)')).toBe(false)
  })

  test('are there when the stamp is of this lock file and the project\'s Node exists', () => {
    putNode()
    put('node_modules/.runthrough-stamp', stamp(lockText))
    expect(ask('isInstalled(root)')).toBe(true)
  })

  test('are stale when the lock file has changed', () => {
    putNode()
    put('node_modules/.runthrough-stamp', stamp(`${lockText} `))
    expect(ask('isInstalled(root)')).toBe(false)
  })

  test('are stale when they were installed on another platform', () => {
    putNode()
    put('node_modules/.runthrough-stamp', stamp(lockText).replace(process.platform, 'moon'))
    expect(ask('isInstalled(root)')).toBe(false)
  })

  test('installed by hand from this lock file are kept and stamped', () => {
    putNode()
    put('node_modules/.package-lock.json', installedText)
    const npm = fakeNpm('echo called >> calls')
    expect(ask('install(root)', npm)).toBe(null)
    expect(readFileSync(join(root, 'node_modules/.runthrough-stamp'), 'utf8')).toBe(stamp(lockText))
    expect(existsSync(join(root, 'calls'))).toBe(false)
  })

  test('that do not fit the lock file are installed with npm ci, development packages too', () => {
    putNode()
    put('node_modules/.package-lock.json', installedText.replace('1.0.0', '0.9.0'))
    ask('install(root)', fakeNpm('echo "$@" >> calls'))
    expect(readFileSync(join(root, 'calls'), 'utf8')).toMatch(/^ci --include=dev /)
  })

  test('of other platforms that the lock file leaves out are passed over by npm install', () => {
    putNode()
    const npm = fakeNpm('echo "$@" >> calls; if [ "$1" = ci ]; then echo "npm error Missing: @tool/moon@ from lock file" >&2; exit 1; fi')
    ask('install(root)', npm)
    expect(readFileSync(join(root, 'calls'), 'utf8')).toMatch(/^ci .*\ninstall --no-save /)
  })

  test('that package.json asks for and the lock file does not know are an error', () => {
    putNode()
    const npm = fakeNpm('echo "$@" >> calls; echo "npm error Missing: @tool/moon@ from lock file" >&2; echo "npm error Missing: news@1.0.0 from lock file" >&2; exit 1')
    expect(() => ask('install(root)', npm)).toThrow(/npm ended with code 1/)
    expect(readFileSync(join(root, 'calls'), 'utf8')).not.toContain('install')
    expect(existsSync(join(root, 'node_modules/.runthrough-stamp'))).toBe(false)
  })

  test('without npm: the error says what to do', () => {
    mkdirSync(join(root, 'empty'))
    expect(() => ask('install(root)', join(root, 'empty'))).toThrow(/npm could not be started .* install Node/)
  })
})

describe('the build', () => {
  const built = (): void => {
    put('out/cli/main.js', '')
    put('out/.build-stamp', ask('sourcesStamp(root)') as string)
  }

  test('is fresh when no source has changed since', () => {
    built()
    expect(ask('isBuilt(root)')).toBe(true)
  })

  test.for<[string, () => void]>([
    ['a source has grown', () => put('electron/cli/main.ts', 'export {}\n')],
    ['a source has another time', () => utimesSync(join(root, 'electron/cli/main.ts'), 1, 1)],
    ['a source is new', () => put('electron/node/new.ts', 'export {}')],
    ['a source is gone', () => rmSync(join(root, 'electron/cli/main.ts'))],
    ['a project file has changed', () => put('electron/cli/tsconfig.json', '{ }')],
    ['the lock file has changed', () => put('package-lock.json', `${lockText} `)],
    ['what was built is gone', () => rmSync(join(root, 'out/cli/main.js'))],
    ['its stamp is gone', () => rmSync(join(root, 'out/.build-stamp'))],
  ])('is stale when %s', ([, change]) => {
    built()
    change()
    expect(ask('isBuilt(root)')).toBe(false)
  })

  test('does not look at what is not compiled', () => {
    built()
    put('electron/setup/start.mjs', '')
    expect(ask('isBuilt(root)')).toBe(true)
  })
})

describe('the window', () => {
  const built = (): void => {
    for (const file of ['out/renderer/index.html', 'out/shell/main.js', 'renderer/App.tsx', 'renderer/ui/tokens.css']) put(file, '')
    ask("keepStamps(root, stampsOf(root))")
  }

  test('is fresh when neither the page nor what it is made of has changed', () => {
    built()
    expect(ask('isAppBuilt(root)')).toBe(true)
  })

  test.for<[string, () => void]>([
    ['a screen has changed', () => put('renderer/App.tsx', 'export {}')],
    ['a style has changed', () => put('renderer/ui/tokens.css', ':root{}')],
    ['a picture is new', () => put('renderer/public/icon.svg', '<svg/>')],
    ['the contract has changed', () => put('electron/contract/api.ts', 'export {}')],
    ['the preload has changed', () => put('electron/shell/preload.cts', 'export {}')],
    ['the page is gone', () => rmSync(join(root, 'out/renderer/index.html'))],
    ['the shell is gone', () => rmSync(join(root, 'out/shell/main.js'))],
  ])('is stale when %s', ([, change]) => {
    built()
    change()
    expect(ask('isAppBuilt(root)')).toBe(false)
  })

  test('is no business of the command line: a changed screen builds nothing there', () => {
    put('out/cli/main.js', '')
    built()
    put('renderer/App.tsx', 'export {}')
    expect(ask('isBuilt(root)')).toBe(true)
  })
})

describe('the lock', () => {
  const folder = (): string => join(root, 'out/.lock')
  const note = "withLock(join(root, 'out/.lock'), async () => { appendFileSync(join(root, 'log'), `in ${process.pid}\\n`); await delay(20); appendFileSync(join(root, 'log'), `out ${process.pid}\\n`) }, { waitMs: Number(process.env.WAIT_MS ?? 60000) })"

  test('lets one in at a time', async () => {
    const ended = Array.from({ length: 6 }, () => start(note))
    expect(await Promise.all(ended)).toEqual([0, 0, 0, 0, 0, 0])
    const log = readFileSync(join(root, 'log'), 'utf8').trim().split('\n')
    expect(log).toHaveLength(12)
    for (let at = 0; at < log.length; at += 2) expect(log[at + 1]).toBe(log[at]?.replace('in', 'out'))
    expect(existsSync(folder())).toBe(false)
  })

  test('of a process that is gone is taken over, by one at a time', async () => {
    put('out/.lock/pid', String(goneProcess()))
    expect(await Promise.all([start(note), start(note), start(note)])).toEqual([0, 0, 0])
    const log = readFileSync(join(root, 'log'), 'utf8').trim().split('\n')
    for (let at = 0; at < log.length; at += 2) expect(log[at + 1]).toBe(log[at]?.replace('in', 'out'))
  })

  test('of a living process is respected, and the error names it and the folder', () => {
    put('out/.lock/pid', String(process.pid))
    expect(() => ask(note, undefined, { WAIT_MS: '50' })).toThrow(new RegExp(`pid ${process.pid}.*delete .*\\.lock`))
    expect(existsSync(folder())).toBe(true)
  })
})

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

function putNode(): void {
  put(process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node', '')
}

/** A folder with an `npm` that runs the script in the checkout. */
function fakeNpm(script: string): string {
  put('bin/npm', `#!/bin/sh\n${script}\n`)
  chmodSync(join(root, 'bin/npm'), 0o755)
  return join(root, 'bin')
}

/** A program that evaluates the expression with the modules of electron/setup, which have no types, in sight. */
function program(expression: string): readonly string[] {
  const from = ['install', 'build', 'lock'].map((name) => `...await import(${JSON.stringify(join(setup, `${name}.mjs`))})`)
  const body = `import { appendFileSync } from 'node:fs'; import { join } from 'node:path'; import { setTimeout as delay } from 'node:timers/promises'
    const root = ${JSON.stringify(root)}; const { install, isInstalled, isAppBuilt, isBuilt, keepStamps, sourcesStamp, stampsOf, withLock } = { ${from.join(', ')} }
    const value = await (${expression}); process.stdout.write(JSON.stringify(value ?? null))`
  return ['--input-type=module', '-e', body]
}

function ask(expression: string, path = process.env['PATH'] ?? '', more: Record<string, string> = {}): unknown {
  const { npm_execpath: _, ...env } = process.env
  const done = spawnSync(process.execPath, program(expression), { encoding: 'utf8', env: { ...env, ...more, PATH: path } })
  if (done.status !== 0) throw new Error(done.stderr)
  return JSON.parse(done.stdout)
}

function start(expression: string): Promise<number | null> {
  return new Promise((done) => spawn(process.execPath, program(expression), { stdio: 'ignore' }).on('close', done))
}

function goneProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid
}
