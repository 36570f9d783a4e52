/** What programs say that another process started: read along the files that their supervisors write. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { contextOf } from '../../core/machine/judge.ts'
import { isRunning } from '../../core/machine/status.ts'
import { hasRunner } from '../../core/run/start.ts'
import { latestSplit, type RunState } from '../../core/run/state.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import { createSegmentReader, type SegmentReader } from '../exec/segments.ts'

export interface FollowedOutput {
  /** Takes what is new of the attempts that run. Programs go on also where nobody drives the run. */
  look(state: RunState): void
}

/** `folder`: of the run. */
export function followOutput(folder: string, take: (signal: StepSignal) => void): FollowedOutput {
  const readers = new Map<string, { readonly reader: SegmentReader; readonly say: (text: string) => void }>()

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
        if (!readers.has(path)) readers.set(path, { reader: createSegmentReader(path), say: (text) => take({ step: step.id, attempt, type: 'output', text }) })
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
