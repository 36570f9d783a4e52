/** What the log keeps of a rollback's start beside the reason: where the run stood, on whose word, and until when it was said to fit. */
import type { CompiledMachine } from '../machine/compile.ts'
import type { PersonCommand } from './commands.ts'
import type { GoingBack } from './events.ts'
import { presentPlaces } from './present.ts'
import type { RunState } from './state.ts'

export function goingBack(compiled: CompiledMachine, state: RunState, { authorised, latestSafeAt, evidence }: Extract<PersonCommand, { do: 'rollback' | 'accept' }>): GoingBack {
  const by = authorised?.by.trim() ?? ''
  const how = authorised?.how?.trim() ?? ''
  return {
    at: presentPlaces(compiled, state).map(({ step }) => step.id),
    ...(by === '' ? {} : { authorised: { by, ...(how === '' ? {} : { how }) } }),
    ...(latestSafeAt === undefined ? {} : { latestSafeAt }),
    ...(evidence === undefined ? {} : { evidence }),
  }
}
