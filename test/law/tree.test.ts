/** Laws about the tracked files themselves. */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from './scratch.ts'

const files = trackedFiles()
const texts = files.filter((file) => !/\.(png|ico|icns|woff2|db|gz)$/.test(file))
/** In two parts, so that this file itself does not hold what it looks for. */
const word = (...parts: readonly string[]): string => parts.join('')
const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8')

test('no file names a place on the machine that it was written on', () => {
  // An absolute path only: a runbook's own ./… folder may be called anything.
  const place = new RegExp(word('(?<![\\w.])/(wo', 'rk|ro', 'ot|ho', 'me)/|\\.\\./sha', 'red\\b'))
  expect(texts.filter((file) => place.test(read(file)))).toEqual([])
})

test('no test is left out, and none runs alone', () => {
  const forbidden = [word('.sk', 'ip('), word('.on', 'ly('), word('.to', 'do('), word('.sk', 'ipIf('), word('.ru', 'nIf('), word('.fa', 'ils(')]
  const tests = texts.filter((file) => /\.test\.tsx?$/.test(file))
  expect(tests.length).toBeGreaterThan(0)
  expect(tests.filter((file) => forbidden.some((call) => read(file).includes(call)))).toEqual([])
})

test('Electron is asked for in electron/shell alone, by a call too', () => {
  const call = /(import|require)\(\s*['"`]electron['"`]\s*\)/
  const code = texts.filter((file) => /^(electron|renderer)\/.*\.(ts|tsx|mjs|cjs)$/.test(file) && !file.startsWith('electron/shell/'))
  expect(code.filter((file) => call.test(read(file)))).toEqual([])
})

test('every package has an exact version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const versions = Object.entries({ ...dependencies, ...devDependencies })
  expect(versions.length).toBeGreaterThan(0)
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('the lock file holds what package.json asks for', () => {
  const asked = JSON.parse(read('package.json')) as Record<string, unknown>
  const locked = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> }).packages['']
  for (const kind of ['dependencies', 'devDependencies']) expect(locked?.[kind]).toEqual(asked[kind])
})

test('what is started by name can be started', () => {
  for (const file of ['electron/cli/bin.mjs', '.ci/run']) expect(statSync(join(projectRoot, file)).mode & 0o111, file).not.toBe(0)
})

/** As git has them; in a copy without git: everything that is not made or installed. */
function trackedFiles(): readonly string[] {
  const git = spawnSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], { cwd: projectRoot, encoding: 'utf8' })
  if (git.status === 0) return git.stdout.split('\0').filter((file) => file !== '' && statSync(join(projectRoot, file), { throwIfNoEntry: false })?.isFile() === true)
  return globSync('**/*', { cwd: projectRoot, exclude: (name) => ['node_modules', 'out', 'work', '.git'].includes(name) })
    .filter((file) => statSync(join(projectRoot, file)).isFile())
}
