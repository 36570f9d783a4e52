/** One attempt's folder, and its way to exactly one end. */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { AttemptEnd, Sha256 } from '../../core/ports.ts'
import type { StepWork } from '../../core/runbook/work.ts'
import { FILE, readJson, writeWhole } from './files.ts'
import { redactText } from './redact.ts'
import { secretsOf, type StepRunnerOptions, type Task, type TaskEnd } from './options.ts'

/** `close` drops every later end. */
export interface OpenTask extends Task {
  close(): void
}

export function attemptFolder(options: StepRunnerOptions, work: StepWork): string {
  return join(options.folder, work.step.id, String(work.attempt))
}

/** False where the attempt has a folder already: it was started before. */
export function makeFolder(folder: string): boolean {
  mkdirSync(join(folder, '..'), { recursive: true, mode: 0o700 })
  try {
    mkdirSync(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** So that the attempt can be started anew; a supervisor that comes late works in the old folder, and finds it claimed. */
export function moveAside(folder: string): void {
  if (!existsSync(folder)) return
  let number = 1
  while (existsSync(`${folder}.unused-${number}`)) number++
  renameSync(folder, `${folder}.unused-${number}`)
}

export function openTask(work: StepWork, options: StepRunnerOptions, report: (end: AttemptEnd) => void): OpenTask {
  const folder = attemptFolder(options, work)
  let over = false
  return {
    work,
    folder,
    options,
    secrets: secretsOf(options.values),
    beforeStart: () => options.beforeStart?.(work.step),
    signal: (body) => !over && options.onSignal({ step: work.step.id, attempt: work.attempt, ...body }),
    finish(end) {
      if (over) return
      over = true
      report(recordEnd(work, options, end))
    },
    close: () => void (over = true),
  }
}

/** Written before it is reported: a host that dies in between finds the same end again. */
export function recordEnd(work: StepWork, options: StepRunnerOptions, end: TaskEnd): AttemptEnd {
  const { output, message, ...facts } = end
  const rest = message === undefined ? facts : { ...facts, message: redactText(message, secretsOf(options.values)) }
  // Relative to the run's folder, so that the data folder may be moved.
  const file = `${work.step.id}/${work.attempt}/${FILE.output}`
  const full: AttemptEnd = output === undefined ? rest : { ...rest, output: { file, sha256: output.sha256 as Sha256, bytes: output.bytes } }
  try {
    writeWhole(join(attemptFolder(options, work), FILE.end), JSON.stringify(full))
  } catch (error) {
    options.log.warn('the end of an attempt could not be written beside its output', { step: work.step.id, why: (error as Error).message })
  }
  return full
}

export function recordedEnd(folder: string): AttemptEnd | undefined {
  return readJson(join(folder, FILE.end)) as AttemptEnd | undefined
}
