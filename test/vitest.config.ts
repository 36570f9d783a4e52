/** All tests, in Node. `npm test` builds first: the tests of the command line start out/cli/main.js. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const report = process.env['RUNTHROUGH_TEST_REPORT']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
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
  },
})
