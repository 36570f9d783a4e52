/** What each thing that can be done with a step does: at once, or after a question. */
import type { PresentStep, StepVerb } from '../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Acts } from './acts.ts'
import type { Asked } from './asked.ts'

export const VERB_WORDS: Readonly<Record<StepVerb, string>> = {
  start: 'Start',
  done: 'Done',
  fail: 'Failed …',
  retry: 'Retry',
  skip: 'Skip …',
  choose: 'Choose',
  vote: 'Vote',
  accept: 'Roll back …',
  crossing: 'Did it take effect? …',
  branch: 'Another way …',
  goto: 'Go to another step …',
}

export const VERB_ICONS: Readonly<Partial<Record<StepVerb, IconName>>> = { start: 'play', done: 'check', fail: 'close', retry: 'retry', skip: 'skip', accept: 'rollback', branch: 'branch', goto: 'arrow-right', crossing: 'decision' }

export interface VerbContext {
  readonly step: PresentStep
  readonly facts: StepFacts | undefined
  readonly acts: Acts
  readonly ask: (asked: Asked) => void
}

/** Of `choose` and `vote`, which have buttons of their own, nothing. */
export function verbAct(verb: StepVerb, { step: { step }, facts, acts, ask }: VerbContext): (() => void) | undefined {
  const title = facts?.title ?? step
  switch (verb) {
    case 'start':
      return () => void acts.give({ do: 'start', step }, `${title}: started.`)
    case 'retry':
      return () => void acts.give({ do: 'retry', step }, `${title}: once more.`)
    case 'done':
      return facts && (facts.fields.length > 0 || facts.executes) ? () => ask({ what: 'done', step }) : () => void acts.give({ do: 'done', step }, `${title}: done.`)
    case 'fail':
    case 'skip':
    case 'accept':
      return () => ask({ what: verb, step })
    case 'crossing':
    case 'branch':
    case 'goto':
      return () => ask({ what: verb, step })
    case 'choose':
    case 'vote':
      return undefined
  }
}

/** What an owner most likely wants next; null where nothing is to be done but to wait. */
export function mainVerb({ can, proposed }: Pick<PresentStep, 'can' | 'proposed'>): StepVerb | null {
  const order: readonly StepVerb[] = proposed ? ['accept', 'crossing', 'retry'] : ['start', 'crossing', 'retry', 'done']
  return order.find((verb) => can.includes(verb)) ?? null
}
