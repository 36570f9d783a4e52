/** What every page of the wizard is given. */
import type { Choices, RunPlan } from './choices.ts'
import type { Problems } from './check.ts'
import type { NewRunEvent } from './newRunMachine.ts'

export interface PageProps {
  readonly choices: Choices
  readonly plan: RunPlan
  /** Only what is to be told: nothing before somebody tried to go on. */
  readonly problems: Problems
  readonly send: (event: NewRunEvent) => void
}
