/** One command step through the whole tool (engine, supervisor, two synced events) against a bare spawn and two synced commits. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from '../../electron/core/machine/compile.ts'
import { endOf } from '../../electron/core/machine/judge.ts'
import type { Program } from '../../electron/core/ports.ts'
import { createEngine } from '../../electron/core/run/engine.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { createStepRunner } from '../../electron/node/exec/stepRunner.ts'
import { nodeHash } from '../../electron/node/hash.ts'
import { facts, maria } from '../support/drive.ts'
import { step } from '../support/build.ts'
import { bookOf } from './books.ts'
import { commitsIn, journalIn, RUN, SESSION } from './journal.ts'
import { measure, type Measured } from './measure.ts'

const STEPS = 20
const PROGRAM: Program = { kind: 'program', argv: ['true'], shell: false, env: {}, okCodes: [0], files: [] }
/** As it is shipped: built. From its source it would first have its types stripped, for each program anew. */
const SUPERVISOR = fileURLToPath(new URL('../../out/node/exec/supervisor.js', import.meta.url))
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export async function programBenches(): Promise<Measured[]> {
  if (!existsSync(SUPERVISOR)) throw new Error('build first: npm run build')
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-bench-'))
  let round = 0
  const next = (): string => join(folder, String((round += 1)))
  try {
    return [await measure({ bench: 'command step, `true`', per: 'step', against: 'spawn + 2 synced commits', ours: () => throughTheTool(next()), baseline: () => bare(`${next()}.sqlite`) })]
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function throughTheTool(folder: string): Promise<number> {
  const journal = journalIn(folder)
  const attempts = join(folder, 'runs', RUN)
  mkdirSync(attempts, { recursive: true })
  const clock = systemClock()
  const runner = createStepRunner({ folder: attempts, cwd: folder, values: { vars: {}, inputs: {}, secrets: {} }, clock, mode: 'rehearsal', comms: 'shown', audiences: {}, onSignal: () => undefined, log, launcher: { node: process.execPath, script: SUPERVISOR } })
  const engine = createEngine({ compiled: compile(bookOf(STEPS, 1, (id) => step(id, { run: PROGRAM }))), run: RUN, session: SESSION, clock, hash: nodeHash, journal, runner, log })
  const { promise: over, resolve, reject } = Promise.withResolvers<void>()
  engine.onFault(reject)
  engine.subscribe((_, state) => void (endOf(state.snapshot) !== null && resolve()))
  const from = performance.now()
  engine.begin(facts, maria)
  await over
  const tookMs = performance.now() - from
  engine.close()
  journal.close()
  return tookMs / STEPS
}

async function bare(file: string): Promise<number> {
  const { commit, close } = commitsIn(file)
  const from = performance.now()
  for (let count = 0; count < STEPS; count += 1) {
    commit('started'.padEnd(400))
    await new Promise<void>((resolve, reject) => spawn('true', { stdio: 'ignore' }).on('exit', () => resolve()).on('error', reject))
    commit('ended'.padEnd(400))
  }
  const tookMs = performance.now() - from
  close()
  return tookMs / STEPS
}
