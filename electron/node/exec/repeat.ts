/** A check that is tried until it has passed so many times in a row. It ends by passing or by being stopped: running out of time is the engine's to say. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Attempt, Execution } from '../../core/ports.ts'
import { executeSmall, type ExecutionEnd } from './execution.ts'
import { FILE } from './files.ts'
import type { Kept, Task } from './options.ts'

export interface Repeat {
  /** From the start of one try to the start of the next, ms; a slow one delays the next. */
  readonly everyMs: number
  /** Passes in a row, ≥ 1. */
  readonly until: number
}

export function repeatUntilPassed(execution: Execution, repeat: Repeat, task: Task): Attempt {
  const { clock } = task.options
  let passed = 0
  let tries = 0
  let lastProblem: string | undefined
  let trying: Attempt | undefined
  let kept: Kept | undefined
  let stopping = false
  let cancel = clock.after(0, tryAgain)

  return {
    stop() {
      if (stopping) return
      stopping = true
      cancel()
      if (trying === undefined) cancel = clock.after(0, finishStopped)
      else trying.stop()
    },
    detach() {
      stopping = true
      cancel()
      trying?.detach()
    },
  }

  function tryAgain(): void {
    const startedMs = clock.monoMs()
    tries++
    try {
      trying = executeSmall(execution, task, 'try', { onOutput: (text) => task.signal({ type: 'output', text }), onEnd: (end) => onTried(end, startedMs) })
    } catch (error) {
      // A changed script or a missing value does not come right by waiting.
      task.finish({ outcome: 'failed', message: (error as Error).message, ...output() })
    }
  }

  function onTried(end: ExecutionEnd, startedMs: number): void {
    trying = undefined
    keep(end)
    if (end.outcome === 'failed') lastProblem = end.message
    if (stopping) return finishStopped()
    passed = end.outcome === 'done' ? passed + 1 : 0
    task.signal({ type: 'progress', done: passed, total: repeat.until })
    if (passed >= repeat.until) return task.finish({ outcome: 'done', ...(end.exitCode === undefined ? {} : { exitCode: end.exitCode }), ...output() })
    cancel = clock.after(Math.max(0, repeat.everyMs - (clock.monoMs() - startedMs)), tryAgain)
  }

  function finishStopped(): void {
    const problem = lastProblem === undefined ? '' : ` The last failure: ${lastProblem}`
    task.finish({ outcome: 'stopped', message: `Passed ${passed} of ${repeat.until} times in a row after ${tries} tries.${problem}`, ...output() })
  }

  /** The last try's output is the attempt's. */
  function keep(end: ExecutionEnd): void {
    if (end.output === undefined) return
    try {
      copyFileSync(join(task.folder, 'try', FILE.output), join(task.folder, FILE.output))
      kept = end.output
    } catch (error) {
      task.options.log.warn('the output of a check could not be kept', { step: task.work.step.id, why: (error as Error).message })
    }
  }

  function output(): { output?: Kept } {
    return kept === undefined ? {} : { output: kept }
  }
}
