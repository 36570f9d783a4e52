/** What programs say that another process started, and how far they are by that: read along the files that their supervisors write. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { contextOf } from '../../core/machine/judge.ts'
import { isRunning } from '../../core/machine/status.ts'
import { hasRunner } from '../../core/run/start.ts'
import { latestSplit, type RunState } from '../../core/run/state.ts'
import type { Clock } from '../../core/ports.ts'
import type { Step } from '../../core/runbook/model.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import { createLineProgress, createRate, type Progress } from '../exec/progress.ts'
import { createSegmentReader, type SegmentReader } from '../exec/segments.ts'

export interface FollowedOutput {
  /** Takes what is new of the attempts that run. Programs go on also where nobody drives the run. */
  look(state: RunState): void
}

/** `folder`: of the run. */
export function followOutput(folder: string, clock: Clock, take: (signal: StepSignal) => void): FollowedOutput {
  const readers = new Map<string, { readonly reader: SegmentReader; readonly say: (text: string) => void }>()

  function saying(step: Step, attempt: number): (text: string) => void {
    const progressOf = createFollowedProgress(step, clock)
    return (text) => {
      take({ step: step.id, attempt, type: 'output', text })
      const progress = progressOf(text)
      if (progress) take({ step: step.id, attempt, type: 'progress', ...progress })
    }
  }

  return {
    look(state) {
      const { status } = contextOf(state.snapshot)
      const running = new Set<string>()
      for (const { index, step } of state.layout.places) {
        if (!isRunning(status[index]) || !hasRunner(step, state.facts.mode)) continue
        const attempt = latestSplit(state, step.id)?.attempt
        const path = join(folder, step.id, String(attempt))
        if (attempt === undefined || !existsSync(path)) continue
        running.add(path)
        if (!readers.has(path)) readers.set(path, { reader: createSegmentReader(path), say: saying(step, attempt) })
      }
      for (const [path, { reader, say }] of readers) {
        // At its end the supervisor joins the segments into one file: what is left of them is read first.
        if (running.has(path)) reader.read(say)
        else {
          reader.readAll(say)
          readers.delete(path)
        }
      }
    },
  }
}

/** By the output's pattern; what a probe was told knows only who asked it. Undefined where nothing is new. */
function createFollowedProgress(step: Step, clock: Clock): (text: string) => (Progress & { readonly rate?: number }) | undefined {
  if (step.kind !== 'migration' || step.progress === undefined || !('pattern' in step.progress)) return () => undefined
  const lines = createLineProgress(step.progress.pattern)
  const rateOf = createRate(clock)
  let last: Progress = {}
  return (text) => {
    const found = lines.read(text)
    if (found === undefined || (found.done === last.done && found.total === last.total)) return undefined
    last = found
    const rate = found.done === undefined ? undefined : rateOf(found.done)
    return { ...found, ...(rate === undefined ? {} : { rate }) }
  }
}
