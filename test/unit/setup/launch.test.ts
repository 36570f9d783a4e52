/** The command `runthrough` around its built main: arguments, exit codes and signals go through. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { projectRoot } from '../../law/scratch.ts'

/** Stands in for the command line: says what it was given, then does what its first argument says. */
const MAIN = `
  process.on('SIGINT', () => process.exit(130))
  process.on('SIGHUP', () => process.exit(5))
  process.stdout.write(JSON.stringify(process.argv.slice(2)) + '\\n')
  const [what, how] = process.argv.slice(2)
  if (what === 'end') process.exitCode = Number(how)
  if (what === 'later') setTimeout(() => { process.exitCode = Number(how) }, 1)
  if (what === 'die') process.kill(process.pid, how)
  if (what === 'wait') setInterval(() => undefined, 1_000)
`

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runthrough-launch-'))
  mkdirSync(join(root, 'electron/cli'), { recursive: true })
  cpSync(join(projectRoot, 'electron/setup'), join(root, 'electron/setup'), { recursive: true })
  cpSync(join(projectRoot, 'electron/cli/bin.mjs'), join(root, 'electron/cli/bin.mjs'))
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function putMain(): void {
  mkdirSync(join(root, 'out/cli'), { recursive: true })
  writeFileSync(join(root, 'out/cli/main.js'), MAIN)
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

describe('a package without sources', () => {
  const run = (...args: string[]) => ended(spawn(process.execPath, [join(root, 'electron/cli/bin.mjs'), ...args]))

  test('runs its main without building, and passes arguments and the exit code on', async () => {
    putMain()
    expect(await run('end', '3', '--flag')).toEqual({ code: 3, out: '["end","3","--flag"]\n', err: '' })
  })

  test('takes an exit code that is set after main was loaded', async () => {
    putMain()
    expect((await run('later', '1')).code).toBe(1)
  })

  test('runs through a link to its command, from anywhere', async () => {
    putMain()
    symlinkSync(join(root, 'electron/cli/bin.mjs'), join(root, 'runthrough'))
    expect((await ended(spawn(process.execPath, [join(root, 'runthrough'), 'end', '4'], { cwd: tmpdir() }))).code).toBe(4)
  })

  test('that is not complete says so and exits with 2', async () => {
    const { code, out, err } = await run('end', '0')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^runthrough: .*main\.js is missing/)
  })
})

describe('a main that runs under another Node', () => {
  const start = (...args: string[]) => {
    putMain()
    const call = `import { runChild } from ${JSON.stringify(join(root, 'electron/setup/child.mjs'))}
      process.exitCode = await runChild(process.execPath, ${JSON.stringify([join(root, 'out/cli/main.js'), ...args])})`
    return spawn(process.execPath, ['--input-type=module', '-e', call])
  }

  test('gives its exit code', async () => {
    expect((await ended(start('end', '3'))).code).toBe(3)
  })

  test('that a signal ends gives 128 and the signal', async () => {
    expect((await ended(start('die', 'SIGKILL'))).code).toBe(137)
    expect((await ended(start('die', 'SIGTERM'))).code).toBe(143)
  })

  test.for<[NodeJS.Signals, number]>([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 5]])('is told of %s', async ([signal, code]) => {
    const child = start('wait')
    const end = ended(child)
    await once(child.stdout, 'data')
    child.kill(signal)
    expect((await end).code).toBe(code)
  })
})
