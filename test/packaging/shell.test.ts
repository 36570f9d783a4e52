/** The shell's own tests once more, on the code that is in the package: what was left out is missed here. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'
import { expect, test } from 'vitest'
import { projectRoot } from '../law/scratch.ts'
import { pack, runNode, scratch } from './packed.ts'

const folder = scratch()
/** Those that start the app; the others look at functions, which are the same. */
const files = readdirSync(join(projectRoot, 'test/shell')).filter((name) => name.endsWith('.test.ts') && /\b(launch|openDesk|sharedDesk)\(/.test(readFileSync(join(projectRoot, 'test/shell', name), 'utf8')))

test('the package passes the tests of the shell', async () => {
  expect(files).toContain('checklist.test.ts')
  const { resources } = await pack(folder, 'dir')
  // Where Electron sees the archive's files there are real ones now; what was unpacked stays beside, as it is installed.
  const installed = join(folder, 'resources')
  mkdirSync(installed)
  extractAll(join(resources, 'app.asar'), join(installed, 'app.asar'))
  for (const name of ['app.asar.unpacked', 'node', 'docs']) cpSync(join(resources, name), join(installed, name), { recursive: true })
  expect(existsSync(join(installed, 'app.asar/out/shell/main.js'))).toBe(true)

  const vitest = [join(projectRoot, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'test/vitest.config.ts']
  const { code, output } = await runNode([...vitest, ...files.map((name) => `test/shell/${name}`)], { RUNTHROUGH_RESOURCES: installed })
  expect(code, output).toBe(0)
  expect(output).toMatch(/Tests .*passed/)
}, 600_000)
