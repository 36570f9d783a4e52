/** A decision: its outcomes, each with where it leads. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { choosePrompt } from '../actions/prompts.ts'
import type { Giving } from '../actions/useGiving.ts'
import styles from './Outcomes.module.css'

export interface OutcomesProps {
  readonly present: PresentStep
  readonly facts: StepFacts
  readonly giving: Giving
  /** This page's role decides. */
  readonly mayChoose: boolean
}

export function Outcomes({ present, facts, giving, mayChoose }: OutcomesProps) {
  const open = mayChoose && present.can.includes('choose')
  return (
    <section className={styles['outcomes']} aria-label="Outcomes">
      {facts.outcomes.map(({ label, leads }) => {
        const possible = open && present.outcomes.includes(label)
        return (
          <button
            key={label}
            type="button"
            data-outcome={label}
            className={styles['outcome']}
            disabled={!possible}
            onClick={() => giving.act({ id: `choose ${label}`, label, keys: null, icon: 'decision', tone: 'plain', then: { do: 'ask', prompt: choosePrompt(facts, label) } })}
          >
            <Icon name="decision" />
            <strong>{label}</strong>
            <span className={styles['leads']}>{leads}</span>
          </button>
        )
      })}
    </section>
  )
}
