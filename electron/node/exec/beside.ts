/** Executions that belong to no attempt: an environment's identity and reset, `crossed-when`, what a rollback loses, watches. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Execution } from '../../core/ports.ts'
import { execute, type ExecutionEnd } from './execution.ts'
import { FILE } from './files.ts'
import { secretsOf, type Place } from './options.ts'
import { redactText } from './redact.ts'

export interface BesideOptions {
  /** Absolute; emptied first, and left with output.txt. One execution at a time. */
  readonly folder: string
  /** The runbook's folder, values, clock; as for steps. */
  readonly options: Place['options']
  readonly beforeStart?: () => void
}
export type BesideEnd = Omit<ExecutionEnd, 'output'> & { readonly outputFile?: string }

/** Runs it once; it ends with its host, and a request has 30 s. Never rejects: what goes wrong is `failed` with a message. */
export function runBeside(execution: Execution, { folder, options, beforeStart = () => undefined }: BesideOptions): { readonly ended: Promise<BesideEnd>; stop(): void } {
  const secrets = secretsOf(options.values)
  let resolve!: (end: BesideEnd) => void
  const ended = new Promise<BesideEnd>((settle) => (resolve = settle))
  try {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const onEnd = ({ output, ...end }: ExecutionEnd): void => resolve({ ...end, text: redactText(end.text, secrets), ...(output === undefined ? {} : { outputFile: join(folder, FILE.output) }) })
    const attempt = execute(execution, { folder, options, secrets, beforeStart }, { folder, small: true, onOutput: () => undefined, onEnd })
    return { ended, stop: () => attempt.stop() }
  } catch (error) {
    resolve({ outcome: 'failed', message: redactText((error as Error).message, secrets), text: '' })
    return { ended, stop: () => undefined }
  }
}
