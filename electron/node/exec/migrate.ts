/** A migration: an execution that says how far it is, and is done only when all of it is. */
import type { Attempt } from '../../core/ports.ts'
import type { MigrationStep } from '../../core/runbook/model.ts'
import { executeSmall, type ExecutionEnd } from './execution.ts'
import type { Task, TaskEnd } from './options.ts'
import { countsPercent, createLineProgress, createRate, probeProgress, type Progress } from './progress.ts'

export interface Migration {
  readonly onOutput: (text: string) => void
  readonly onEnd: (end: ExecutionEnd) => void
  /** Starts probing, where there is a probe. Returns the attempt that stops both. */
  attach(attempt: Attempt): Attempt
}

/** `finish` gets the end with its volume. */
export function createMigration(step: MigrationStep, task: Task, finish: (end: TaskEnd) => void): Migration {
  const { clock, log } = task.options
  const lines = step.progress !== undefined && 'pattern' in step.progress ? createLineProgress(step.progress.pattern) : undefined
  const probe = step.progress !== undefined && 'probe' in step.progress ? step.progress : undefined
  const rateOf = createRate(clock)
  let progress: Progress = {}
  let probing: Attempt | undefined
  let afterProbe: (() => void) | undefined
  let stopAsked = false
  let cancelProbe = (): void => undefined

  return {
    onOutput(text) {
      task.signal({ type: 'output', text })
      note(lines?.read(text))
    },
    onEnd(end) {
      note(lines?.end())
      cancelProbe()
      // The last look decides, so it must be one that began after the program had ended.
      const settle = (): void => (probe === undefined || end.outcome !== 'done' ? finish(judged(end, step, progress)) : lastLook(end))
      if (probing === undefined) return settle()
      afterProbe = settle
      probing.stop()
    },
    attach(attempt) {
      if (probe !== undefined) cancelProbe = clock.after(probe.everyMs, lookAgain)
      return {
        stop() {
          stopAsked = true
          attempt.stop()
          probing?.stop()
        },
        detach() {
          cancelProbe()
          probing?.detach()
          attempt.detach()
        },
      }
    },
  }

  function lookAgain(): void {
    look((problem) => {
      if (afterProbe !== undefined) return afterProbe()
      if (problem !== undefined) log.warn('a progress probe failed', { step: step.id, why: problem })
      if (!stopAsked) cancelProbe = clock.after(probe?.everyMs ?? 0, lookAgain)
    })
  }

  function lastLook(end: ExecutionEnd): void {
    if (stopAsked) return finish({ ...judged(end, step, progress), outcome: 'stopped' })
    look((problem) => {
      if (stopAsked) finish({ ...judged(end, step, progress), outcome: 'stopped' })
      else if (problem === undefined) finish(judged(end, step, progress))
      else finish({ ...bare(end), outcome: 'failed', message: `The program ended well, but how far it came is not known: ${problem}` })
    })
  }

  /** Probes once; `done` gets the problem, if any. */
  function look(done: (problem?: string) => void): void {
    if (probe === undefined) return
    try {
      probing = executeSmall(probe.probe, task, 'probe', {
        onOutput: () => undefined,
        onEnd(end) {
          probing = undefined
          const found = end.outcome === 'done' ? probeProgress(end.text) : undefined
          note(found)
          done(found !== undefined ? undefined : (end.message ?? 'the probe named no numbers.'))
        },
      })
    } catch (error) {
      done((error as Error).message)
    }
  }

  function note(found: Progress | undefined): void {
    if (found === undefined || (found.done === progress.done && found.total === progress.total)) return
    progress = found
    const rate = found.done === undefined ? undefined : rateOf(found.done)
    task.signal({ type: 'progress', ...found, ...(rate === undefined ? {} : { rate }) })
  }
}

/** The end with its volume; exit 0 before the total was reached is a failure. Exported for ends that are read after the fact. */
export function judged(end: ExecutionEnd, step: MigrationStep, { done, total }: Progress): TaskEnd {
  const percent = step.progress !== undefined && 'pattern' in step.progress && countsPercent(step.progress.pattern)
  const amount = end.outcome === 'done' ? (total ?? done) : done
  const result = { ...bare(end), ...(amount === undefined || percent ? {} : { volume: amount }) }
  if (end.outcome !== 'done' || total === undefined || (done ?? 0) >= total) return result
  const unit = percent ? '%' : ` ${step.volume?.unit ?? 'units'}`
  return { ...result, ...(percent ? {} : { volume: done ?? 0 }), outcome: 'failed', message: `The program ended with ${end.exitCode ?? 'success'}, but only ${done ?? 0} of ${total}${unit} were done.` }
}

function bare({ text: _, ...end }: ExecutionEnd): TaskEnd {
  return end
}
