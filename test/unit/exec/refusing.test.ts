/** A tabletop gets a runner that cannot spawn; a simulation has no runner of this machine at all. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { StepWork } from '../../../electron/core/runbook/work.ts'
import { createRefusingRunner } from '../../../electron/node/exec/refusingRunner.ts'
import { createHost } from '../../../electron/node/host.ts'
import { startRun } from '../../../electron/node/runs.ts'
import { TOUR } from '../../cli/support.ts'
import { temporaryFolder } from '../store/support.ts'

/** Nothing in this file may start a process. */
const started = vi.hoisted(() => ({ programs: [] as unknown[], runners: 0 }))
vi.mock('node:child_process', async (original) => {
  const refuse = (...args: unknown[]): never => {
    started.programs.push(args)
    throw new Error('a process was to be started')
  }
  return { ...(await original<object>()), spawn: refuse, execFile: refuse, execFileSync: refuse, exec: refuse, fork: refuse, spawnSync: refuse, execSync: refuse }
})
vi.mock('../../../electron/node/exec/stepRunner.ts', async (original) => {
  const actual = await original<typeof import('../../../electron/node/exec/stepRunner.ts')>()
  return {
    ...actual,
    createStepRunner(...args: Parameters<typeof actual.createStepRunner>) {
      started.runners += 1
      return actual.createStepRunner(...args)
    },
  }
})

const actor = { name: 'Ada', via: 'terminal' } as const
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

test('a tabletop of everything a runbook can say ends without a runner that could start anything', async () => {
  const folder = temporaryFolder()
  const host = createHost({ folder, log: silent })
  onTestFinished(() => host.close())
  const driven = await startRun(host, { file: TOUR, mode: 'tabletop', auto: true, actor })
  expect((await driven.settled).endedAt).toBeGreaterThan(0)
  driven.close()
  expect(started).toEqual({ programs: [], runners: 0 })
  expect(existsSync(host.runFolder(driven.id))).toBe(false)
})

test('the refusing runner throws on start and on recover', () => {
  const runner = createRefusingRunner()
  const work = { step: { id: 'one' } } as unknown as StepWork
  expect(() => runner.start(work, () => undefined)).toThrow(/one was to be executed/)
  expect(() => runner.recover(work, () => undefined)).toThrow(/one was to be executed/)
})

test('the simulation knows no runner of this machine', () => {
  const core = new URL('../../../electron/core/rehearsal/simulate.ts', import.meta.url)
  expect(readFileSync(core, 'utf8')).not.toMatch(/node:|\/node\//)
})
