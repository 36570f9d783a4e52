/** What an agenda is made of. */
import type { Step } from '../runbook/model.ts'
import type { Command } from './commands.ts'

export interface Due {
  /** Run time, ms. */
  readonly at: number
  readonly command: Command
  /** The tool answers for a person. */
  readonly auto?: boolean
}

export interface Work {
  readonly step: Step
  readonly attempt: number
  /** Wall ms. */
  readonly startedAt: number
  /** Its program is to be ended. */
  readonly stop: boolean
}
