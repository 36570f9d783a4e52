/** The laws of docs/architecture.md are kept by tools. Here violations are planted, to see that the tools refuse them. */
import { afterAll, describe, expect, test } from 'vitest'
import { plant } from './scratch.ts'

/** Nothing to refuse here: what the planted files import, and one file for each project so that none is empty. */
const LEGAL: Record<string, string> = {
  'electron/core/ports.ts': 'export interface Clock { wallMs(): number }\n',
  'electron/core/runbook/model.ts': "import type { Clock } from '../ports.ts'\nexport const model = (clock: Clock): number => clock.wallMs()\n",
  'electron/core/machine/compile.ts': "import { model } from '../runbook/model.ts'\nimport { createMachine } from 'xstate'\nexport const compile = (): unknown => [model, createMachine({})]\n",
  'electron/core/run/decide.ts': "import { compile } from '../machine/compile.ts'\nexport const decide = (): unknown => compile()\n",
  'electron/core/forecast/fit.ts': "import { decide } from '../run/decide.ts'\nexport const fit = (): unknown => decide()\n",
  'electron/core/rehearsal/walk.ts': "import { fit } from '../forecast/fit.ts'\nexport const walk = (): unknown => fit()\n",
  'electron/node/host.ts': "import { readFileSync } from 'node:fs'\nimport { walk } from '../core/rehearsal/walk.ts'\nexport const host = (): unknown => [walk(), Date.now(), readFileSync]\n",
  'electron/core/view/model.ts': "import { fit } from '../forecast/fit.ts'\nexport const view = (): unknown => fit()\n",
  'electron/contract/api.ts': "import { view } from '../core/view/model.ts'\nimport { z } from 'zod'\nexport const api = (): unknown => [view, z]\n",
  'electron/web/host.ts': "import { host } from '../node/host.ts'\nimport { api } from '../contract/api.ts'\nexport const web = (): unknown => [host, api]\n",
  'renderer/page.ts': "import { api } from '../electron/contract/api.ts'\nexport const page = (): unknown => [api, document]\n",
  'electron/cli/main.ts': "import { host } from '../node/host.ts'\nexport const main = (): unknown => host()\n",
  'electron/shell/window.ts': "import { app } from 'electron'\nexport const quit = (): void => app.quit()\n",
  'electron/setup/paths.mjs': "import { join } from 'node:path'\nexport const here = join('.', '.')\n",
}

const only = `.${'only'}(`
const skip = `.${'skip'}(`
const ignore = `@ts-${'ignore'}`

/** Rule in words → where, what, and which lint rule refuses it. */
const LINTED: Record<string, readonly [file: string, text: string, rule: string]> = {
  'the core has no clock': ['electron/core/clock.ts', 'export const now = (): number => Date.now()\n', 'no-restricted-globals'],
  'the core makes no dates': ['electron/core/run/date.ts', 'export const now = (): unknown => new Date(0)\n', 'no-restricted-globals'],
  'the core has no monotonic clock': ['electron/core/run/mono.ts', 'export const now = (): number => performance.now()\n', 'no-restricted-globals'],
  'the core has no chance of its own': ['electron/core/forecast/chance.ts', 'export const chance = (): number => Math.random()\n', 'no-restricted-properties'],
  'the core has no chance by another name': ['electron/core/forecast/chance2.ts', 'const { random } = Math\nexport const chance = random\n', 'no-restricted-properties'],
  'the core has no timers': ['electron/core/rehearsal/timer.ts', 'export const wait = (): unknown => setTimeout(() => 1, 1)\n', 'no-restricted-globals'],
  'the core has no intervals': ['electron/core/rehearsal/interval.ts', 'export const wait = (): unknown => setInterval(() => 1, 1)\n', 'no-restricted-globals'],
  'the core has no process': ['electron/core/machine/process.ts', 'export const pid = process.pid\n', 'no-restricted-globals'],
  'the core has no console': ['electron/core/machine/console.ts', "console.log('x')\nexport {}\n", 'no-restricted-globals'],
  'the core has no crypto': ['electron/core/crypto.ts', 'export const id = crypto.randomUUID()\n', 'no-restricted-globals'],
  'the core has no way around through globalThis': ['electron/core/around.ts', 'export const now = globalThis.Date\n', 'no-restricted-globals'],
  'the core imports nothing from Node': ['electron/core/run/fs.ts', "export { readFileSync } from 'node:fs'\n", 'no-restricted-imports'],
  'the core imports nothing from Node without its prefix': ['electron/core/run/path.ts', "export { join } from 'path'\n", 'no-restricted-imports'],
  'the core imports only its own few packages': ['electron/core/run/pack.ts', "export { default as Base } from 'better-sqlite3'\n", 'no-restricted-imports'],
  'the ground floor imports nothing above': ['electron/core/ground.ts', "export { model } from './runbook/model.ts'\n", 'no-restricted-imports'],
  'runbook does not import machine': ['electron/core/runbook/up.ts', "export { compile } from '../machine/compile.ts'\n", 'no-restricted-imports'],
  'machine does not import run, not even a type': ['electron/core/machine/up.ts', "import type { decide } from '../run/decide.ts'\nexport type Up = typeof decide\n", 'no-restricted-imports'],
  'run does not import forecast': ['electron/core/run/up.ts', "export * from '../forecast/fit.ts'\n", 'no-restricted-imports'],
  'forecast does not import rehearsal': ['electron/core/forecast/up.ts', "export { walk } from '../rehearsal/walk.ts'\n", 'no-restricted-imports'],
  'rehearsal and board do not know each other': ['electron/core/board/side.ts', "export { walk } from '../rehearsal/walk.ts'\n", 'no-restricted-imports'],
  'the core does not import node': ['electron/core/rehearsal/out.ts', "export { host } from '../../node/host.ts'\n", 'no-restricted-imports'],
  'the contract uses no package but zod': ['electron/contract/pack.ts', "export { WebSocket } from 'ws'\n", 'no-restricted-imports'],
  'the contract does not import the renderer': ['electron/contract/page.ts', "export { page } from '../../renderer/page.ts'\n", 'no-restricted-imports'],
  'the contract does not import node': ['electron/contract/out.ts', "export { host } from '../node/host.ts'\n", 'no-restricted-imports'],
  'node does not import cli': ['electron/node/up.ts', "export { main } from '../cli/main.ts'\n", 'no-restricted-imports'],
  'node does not import cli from a deeper folder': ['electron/node/store/up.ts', "export { main } from '../../cli/main.ts'\n", 'no-restricted-imports'],
  'node does not import React': ['electron/node/react.ts', "export { createElement } from 'react'\n", 'no-restricted-imports'],
  'node does not import Electron': ['electron/node/app.ts', "export { app } from 'electron'\n", 'no-restricted-imports'],
  'cli does not import Electron, not even a type': ['electron/cli/app.ts', "import type { App } from 'electron'\nexport type A = App\n", 'no-restricted-imports'],
  'node does not import the web host': ['electron/node/web.ts', "export { web } from '../web/host.ts'\n", 'no-restricted-imports'],
  'the web host does not import the command line': ['electron/web/up.ts', "export { main } from '../cli/main.ts'\n", 'no-restricted-imports'],
  'the web host does not import Electron': ['electron/web/app.ts', "export { app } from 'electron'\n", 'no-restricted-imports'],
  'the shell does not import the page': ['electron/shell/page.ts', "export { page } from '../../renderer/page.ts'\n", 'no-restricted-imports'],
  'the shell does not import the command line': ['electron/shell/up.ts', "export { main } from '../cli/main.ts'\n", 'no-restricted-imports'],
  'the renderer does not import Electron': ['renderer/ui/app.ts', "export { ipcRenderer } from 'electron'\n", 'no-restricted-imports'],
  'the renderer does not import the web host': ['renderer/connect/out.ts', "export { web } from '../../electron/web/host.ts'\n", 'no-restricted-imports'],
  'the renderer does not import node': ['renderer/store/out.ts', "export { host } from '../../electron/node/host.ts'\n", 'no-restricted-imports'],
  'the renderer does not import Node modules': ['renderer/fs.ts', "export { readFileSync } from 'node:fs'\n", 'no-restricted-imports'],
  'setting up imports no packages': ['electron/setup/pack.mjs', "export { parse } from 'yaml'\n", 'no-restricted-imports'],
  'circles are refused': ['electron/node/circle.ts', "import { circle } from './circle.ts'\nexport const again = circle\n", 'import(no-'],
  'any is refused': ['electron/node/any.ts', 'export const any = (value: any): unknown => value\n', 'no-explicit-any'],
  'an empty catch is refused': ['electron/node/catch.ts', 'export const quiet = (work: () => void): void => {\n  try {\n    work()\n  } catch {}\n}\n', 'no-empty'],
  'silencing the compiler is refused': ['electron/node/silent.ts', `// ${ignore}\nexport const silent: number = 'x'\n`, 'ban-ts-comment'],
  'a default export is refused': ['electron/node/default.ts', 'export default 1\n', 'no-default-export'],
  'console is refused in node': ['electron/node/console.ts', "console.log('x')\nexport {}\n", 'no-console'],
  'a test that runs alone is refused': ['test/unit/only.test.ts', `import { test } from 'vitest'\ntest${only}'x', () => undefined)\n`, 'no-focused-tests'],
  'a test that is left out is refused': ['test/unit/skip.test.ts', `import { test } from 'vitest'\ntest${skip}'x', () => undefined)\n`, 'no-disabled-tests'],
}

/** What lint cannot see, or sees only second, the compiler refuses. */
const COMPILED: Record<string, readonly [file: string, text: string]> = {
  'a type import() of a higher floor': ['electron/core/runbook/up.ts', "export type Up = typeof import('../run/decide.ts')\n"],
  'a type import() of a higher floor from the ground': ['electron/core/up.ts', "export type Up = typeof import('./machine/compile.ts')\n"],
  'a dynamic import of a higher floor': ['electron/core/machine/up.ts', "export const up = (): unknown => import('../forecast/fit.ts')\n"],
  'a type import() of node': ['electron/core/rehearsal/out.ts', "export type Out = typeof import('../../node/host.ts')\n"],
  'node asking for cli': ['electron/node/up.ts', "export type Up = typeof import('../cli/main.ts')\n"],
  'a type import() of node in the contract': ['electron/contract/out.ts', "export type Out = typeof import('../node/host.ts')\n"],
  'a timer in the contract': ['electron/contract/timer.ts', 'export const wait = (): unknown => setTimeout(() => 1, 1)\n'],
  'a type import() of the shell in the web host': ['electron/web/up.ts', "export type Up = typeof import('../shell/window.ts')\n"],
  'a type import() of node in the renderer': ['renderer/out.ts', "export type Out = typeof import('../electron/node/host.ts')\n"],
  'process in the renderer': ['renderer/process.ts', 'export const pid: unknown = process.pid\n'],
  'process in the core': ['electron/core/run/process.ts', 'export const pid: unknown = process.pid\n'],
  'node:fs in the core': ['electron/core/run/fs.ts', "export { readFileSync } from 'node:fs'\n"],
  'a timer in the core': ['electron/core/machine/timer.ts', 'export const wait = (): unknown => setTimeout(() => 1, 1)\n'],
  'console in the core': ['electron/core/console.ts', "console.log('x')\nexport {}\n"],
}

describe('lint', () => {
  const circle = { 'electron/node/one.ts': "import { two } from './two.ts'\nexport const one = (): unknown => two\n", 'electron/node/two.ts': "import { one } from './one.ts'\nexport const two = (): unknown => one\n" }
  const planted = Object.fromEntries(Object.values(LINTED).map(([file, text]) => [file, text]))
  const scratch = plant({ ...LEGAL, ...planted, ...circle })
  afterAll(() => scratch.remove())
  const { code, findings } = scratch.run('oxlint', ['--deny-warnings', '-f', 'unix'])

  test.for(Object.entries(LINTED))('%s', ([, [file, , rule]]) => {
    expect(findings.filter((line) => line.startsWith(`${file}:`)).join('\n')).toContain(rule)
    expect(code).toBe(1)
  })

  test('two files that import each other are refused', () => {
    expect(findings.filter((line) => line.startsWith('electron/node/one.ts:')).join('\n')).toContain('no-cycle')
  })

  test('what is legal passes', () => {
    expect(findings.filter((line) => Object.keys(LEGAL).some((file) => line.startsWith(`${file}:`)))).toEqual([])
    const clean = plant(LEGAL)
    expect(clean.run('oxlint', ['--deny-warnings', '-f', 'unix'])).toEqual({ code: 0, findings: [] })
    clean.remove()
  })
})

describe('the compiler refuses', () => {
  const { 'electron/shell/window.ts': _, ...legal } = LEGAL
  const scratch = plant({ ...legal, ...Object.fromEntries(Object.values(COMPILED)) })
  afterAll(() => scratch.remove())
  const { code, findings } = scratch.run('tsc', ['-b', '--pretty', 'false', 'electron/cli', 'renderer'])

  test.for(Object.entries(COMPILED))('%s', ([, [file]]) => {
    expect(findings.filter((line) => line.startsWith(`${file}(`))).not.toEqual([])
    expect(code).not.toBe(0)
  })

  test('nothing that is legal', () => {
    const clean = plant(legal)
    expect(clean.run('tsc', ['-b', '--pretty', 'false', 'electron/cli', 'renderer'])).toEqual({ code: 0, findings: [] })
    clean.remove()
  })
})
