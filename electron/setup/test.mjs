/**
 * `npm test`: sets up, then lint, types (which is the build), the page and every test. Arguments go to vitest. A step that fails does
 * not keep the others from running. The last line counts tests; a failed lint, build or page counts as one failed each.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runStep } from './child.mjs'
import { bundlePage, compile, keepStamps, stampsOf } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensurePackage } from './debian.mjs'
import { ensureInstalled, exitWith, lockFolder } from './ensure.mjs'
import { withLock } from './lock.mjs'
import { nodePath, projectRoot as root } from './paths.mjs'
import { ensurePostgres } from './postgres.mjs'

const summaryFile = join(root, 'out/test-summary.txt')
const reportFile = join(root, 'out/test-report.json')

await exitWith(async () => {
  mkdirSync(join(root, 'out'), { recursive: true })
  for (const file of [summaryFile, reportFile]) rmSync(file, { force: true })
  await ensureInstalled()
  // strace for the power-loss test, script (bsdutils) for the tests on a real terminal.
  await ensurePackage('strace')
  await ensurePackage('script', 'bsdutils')
  await ensureChromium()
  await ensurePostgres()

  const env = { ...process.env, PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH, RUNTHROUGH_TEST_REPORT: reportFile }
  const tool = (script, ...args) => runStep(nodePath(), [join(root, 'node_modules', script), ...args], { cwd: root, env })
  const lint = await step('lint', () => tool('oxlint/bin/oxlint', '--deny-warnings'))
  const built = await withLock(lockFolder(root), async () => {
    const stamps = stampsOf(root)
    const types = await step('types and build', () => compile(root))
    const page = await step('the page', () => bundlePage(root))
    // Tests start the app as its users do: what is fresh is not built again under them.
    if (types === 0 && page === 0) keepStamps(root, stamps)
    return [types, page]
  })
  const tests = await step('tests', () => tool('vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)))

  const { passed, failed } = countTests()
  const failures = [lint, ...built].filter((code) => code !== 0).length + (tests === 0 ? failed : Math.max(failed, 1))
  const summary = `${passed} passed, ${failures} failed`
  writeFileSync(summaryFile, `${summary}\n`)
  process.stdout.write(`${summary}\n`)
  return failures === 0 ? 0 : 1
})

async function step(name, run) {
  process.stdout.write(`── ${name}\n`)
  const startedAt = performance.now()
  const code = await run()
  process.stdout.write(`── ${name}: ${code === 0 ? 'ok' : `FAILED (code ${code})`}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
  return code
}

/** A file that could not even be loaded has no tests to count: it counts as one failed. */
function countTests() {
  let report
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    return { passed: 0, failed: 1 }
  }
  const unloadable = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'))
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloadable.length }
}
