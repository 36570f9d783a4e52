/** Runs the steps that act by themselves: starts programs under supervisors, sends requests, and finds them again after a crash. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Attempt, AttemptEnd, Execution, Recovery, StepRunner } from '../../core/ports.ts'
import type { Step } from '../../core/runbook/model.ts'
import type { StepWork } from '../../core/runbook/work.ts'
import { announce, willBeSent } from './announce.ts'
import { removeSegments } from './capture.ts'
import { adoptProgram, endOfProgram, execute, type ExecutionEnd } from './execution.ts'
import { claim, FILE } from './files.ts'
import { createMigration, judged } from './migrate.ts'
import type { StepRunnerOptions, Task } from './options.ts'
import { createLineProgress } from './progress.ts'
import { repeatUntilPassed, type Repeat } from './repeat.ts'
import { inspect, killOrphans, readExit } from './supervised.ts'
import { attemptFolder, makeFolder, moveAside, openTask, recordedEnd, recordEnd, type OpenTask } from './task.ts'

/** Manual steps, gates, decisions, holds and waits for a time are never given to it: it throws. */
export function createStepRunner(options: StepRunnerOptions): StepRunner<StepWork> {
  return {
    start(work, report) {
      planOf(work.step)
      const task = openTask(work, options, report)
      try {
        if (!makeFolder(task.folder)) throw new Error(`Attempt ${work.attempt} of “${work.step.id}” was started before: it is not started a second time.`)
        return closing(task, begin(task))
      } catch (error) {
        const message = (error as Error).message
        return closing(task, { stop: () => undefined, detach: options.clock.after(0, () => task.finish({ outcome: 'failed', message })) })
      }
    },
    recover: (work, report) => recover(work, options, report),
  }
}

/** How a step is carried out. */
type Plan = { readonly once: Execution } | { readonly repeated: Execution; readonly repeat: Repeat } | 'announce'

function planOf(step: Step): Plan {
  switch (step.kind) {
    case 'command':
    case 'migration':
      return { once: step.run }
    case 'check':
      return step.repeat === undefined ? { once: step.run } : { repeated: step.run, repeat: step.repeat }
    case 'announce':
      return 'announce'
    case 'wait':
      if ('check' in step.until) return { repeated: step.until.check, repeat: { everyMs: step.until.everyMs, until: 1 } }
  }
  throw new Error(`a step of kind ${step.kind} has nothing to run`)
}

function begin(task: Task): Attempt {
  const { step } = task.work
  const plan = planOf(step)
  // What this host does itself it also claims itself; a program's claim is its supervisor's.
  if (!isSupervised(plan)) claim(task.folder)
  if (plan === 'announce') return announce(step as Step & { kind: 'announce' }, task)
  if ('repeat' in plan) return repeatUntilPassed(plan.repeated, plan.repeat, task)
  const course = courseOf(task)
  return course.attach(execute(plan.once, task, { folder: task.folder, onOutput: course.onOutput, onEnd: course.onEnd }))
}

/** What happens along an execution: a migration measures itself, others only show their output. */
function courseOf(task: Task): { onOutput: (text: string) => void; onEnd: (end: ExecutionEnd) => void; attach: (attempt: Attempt) => Attempt } {
  const { step } = task.work
  if (step.kind === 'migration') return createMigration(step, task, task.finish)
  return {
    onOutput: (text) => task.signal({ type: 'output', text }),
    onEnd: ({ text: _, ...end }) => task.finish(end),
    attach: (attempt) => attempt,
  }
}

function recover(work: StepWork, options: StepRunnerOptions, report: (end: AttemptEnd) => void): Recovery {
  const folder = attemptFolder(options, work)
  const plan = planOf(work.step)
  if (!existsSync(folder)) return { found: 'never-began' }
  const end = recordedEnd(folder)
  if (end !== undefined) return { found: 'ended', end: { endedAt: writtenAt(join(folder, FILE.end)), ...end } }
  if (claim(folder) || (!isSupervised(plan) && mayBeDoneAgain(plan, options))) {
    moveAside(folder)
    return { found: 'never-began' }
  }
  if (!isSupervised(plan)) return { found: 'lost', why: 'the host that sent the request ended before the answer came' }
  return recoverProgram(work, options, plan.once, report)
}

function recoverProgram(work: StepWork, options: StepRunnerOptions, program: Execution & { kind: 'program' }, report: (end: AttemptEnd) => void): Recovery {
  const folder = attemptFolder(options, work)
  const state = inspect(folder, options.clock)
  if (state === 'lost') {
    killOrphans(folder)
    return { found: 'lost', why: 'its supervisor is gone and did not say how the program ended' }
  }
  const { step } = work
  const probed = step.kind === 'migration' && step.progress !== undefined && 'probe' in step.progress
  if (state === 'alive' || probed) {
    // An ended program with a probe is followed too: how far it came must be asked first.
    const task = openTask(work, options, report)
    const course = courseOf(task)
    const attempt = adoptProgram(program, task, { folder, onOutput: course.onOutput, onEnd: course.onEnd })
    return { found: 'following', attempt: closing(task, course.attach(attempt)) }
  }
  const exit = readExit(folder)
  if (exit === undefined) return { found: 'lost', why: 'its exit file cannot be read' }
  const { text, ...seen } = endOfProgram(exit, program, folder)
  const end = { ...seen, endedAt: writtenAt(join(folder, FILE.exit)) }
  removeSegments(folder)
  if (step.kind !== 'migration') return { found: 'ended', end: recordEnd(work, options, end) }
  return { found: 'ended', end: recordEnd(work, options, judged({ ...end, text }, step, finalProgress(step, folder))) }
}

/** When the end was written down: wall ms. */
function writtenAt(file: string): number {
  return statSync(file).mtimeMs
}

function finalProgress(step: Step & { kind: 'migration' }, folder: string): { done?: number; total?: number } {
  if (step.progress === undefined || !('pattern' in step.progress) || !existsSync(join(folder, FILE.output))) return {}
  const lines = createLineProgress(step.progress.pattern)
  lines.read(readFileSync(join(folder, FILE.output), 'utf8'))
  return lines.end() ?? {}
}

function isSupervised(plan: Plan): plan is { readonly once: Execution & { kind: 'program' } } {
  return plan !== 'announce' && 'once' in plan && plan.once.kind === 'program'
}

/** Whether doing it again changes nothing: looking, and showing. */
function mayBeDoneAgain(plan: Plan, options: StepRunnerOptions): boolean {
  if (plan === 'announce') return !willBeSent(options)
  return 'repeat' in plan || (plan.once.kind === 'http' && plan.once.method === 'GET')
}

function closing(task: OpenTask, attempt: Attempt): Attempt {
  return {
    stop: () => attempt.stop(),
    detach() {
      task.close()
      attempt.detach()
    },
  }
}
