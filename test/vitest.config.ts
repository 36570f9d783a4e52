/** All tests, in Node. `npm test` builds first: the tests of the command line start out/cli/main.js. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const report = process.env['RUNTHROUGH_TEST_REPORT']
// Half of what many tests cost is starting: workers, threads and the programs that they start keep what Node compiled.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../out/compile-cache', import.meta.url))

/** They call functions and leave nothing behind: one process may hold many of these files, and loads what they share once. */
const PURE = ['test/property/**', ...['console', 'forecast', 'graph', 'machine', 'newRun', 'plan', 'rehearsal', 'renderer', 'run', 'runbook', 'ui', 'view'].map((folder) => `test/unit/${folder}/**`)].map((files) => `${files}/*.test.{ts,tsx}`)

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    setupFiles: ['test/support/seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Tests wait on events, not on time: these only end what hangs. Crash tests start and kill whole programs.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    allowOnly: false,
    passWithNoTests: false,
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.{ts,tsx}'], exclude: PURE } },
    ],
  },
})
