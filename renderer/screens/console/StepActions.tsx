/** The actions of the present step: exactly those that the machine would take now, the fitting one first and large. */
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { Button } from '../../ui/Button.tsx'
import type { Acts } from './acts.ts'
import { STEP_KEYS, type Asked } from './asked.ts'
import styles from './Present.module.css'
import { mainVerb, verbAct, VERB_ICONS, VERB_WORDS } from './stepVerbs.ts'
import { Votes } from './Votes.tsx'

export interface StepActionsProps {
  readonly step: PresentStep
  readonly facts: StepFacts
  readonly acts: Acts
  readonly ask: (asked: Asked) => void
  readonly letters: boolean
}

export function StepActions({ step, facts, acts, ask, letters }: StepActionsProps) {
  const main = mainVerb(step)
  const verbs = step.can.filter((verb) => verb !== 'choose' && verb !== 'vote')
  const sorted = [...verbs].sort((a, b) => Number(b === main) - Number(a === main))
  return (
    <div className={styles['actions']}>
      {step.outcomes.map((outcome) => (
        <Button key={outcome} size="l" tone="primary" busy={acts.busy} title={facts.outcomes.find(({ label }) => label === outcome)?.leads} onClick={() => ask({ what: 'choose', step: step.step, outcome })}>
          {outcome}
        </Button>
      ))}
      {facts.kind === 'gate' && step.votes.length > 0 && <Votes step={step} acts={acts} ask={ask} />}
      {sorted.map((verb) => {
        const key = letters ? STEP_KEYS[verb] : undefined
        const icon = VERB_ICONS[verb]
        return (
          <Button
            key={verb}
            size={verb === main ? 'l' : 'm'}
            tone={verb === 'accept' ? 'rolling' : verb === main ? 'primary' : 'plain'}
            busy={acts.busy && verb === main}
            {...(icon ? { icon } : {})}
            {...(key ? { keys: key } : {})}
            onClick={verbAct(verb, { step, facts, acts, ask })}
          >
            {VERB_WORDS[verb]}
          </Button>
        )
      })}
      {step.can.length === 0 && <p className={styles['quiet']}>{waits(step)}</p>}
    </div>
  )
}

function waits({ mark }: PresentStep): string {
  if (mark === 'backoff') return 'It is tried again by itself.'
  if (mark === 'ending') return 'Its program is being ended.'
  return 'It runs by itself: nothing to do but to watch.'
}
