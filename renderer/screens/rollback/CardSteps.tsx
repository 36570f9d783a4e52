/** What the way back would do, step by step, with who does it and how long it takes. */
import type { RollbackCard } from '../../../electron/contract/shapes/card.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { KINDS } from '../console/present/stepWords.ts'
import styles from './Card.module.css'
import { spanOf } from './cardWords.ts'

export function CardSteps({ card, steps }: { readonly card: RollbackCard; readonly steps: ReadonlyMap<string, StepFacts> }) {
  const titleOf = (step: string): string => steps.get(step)?.title ?? step
  return (
    <>
      <ol className={styles['steps']}>
        {card.steps.map((one) => {
          const facts = steps.get(one.step)
          return (
            <li key={one.step}>
              <span className={styles['step']}>{titleOf(one.step)}</span>
              <span className={styles['quiet']}>{facts ? `${KINDS[facts.kind]} · ${facts.owner ?? 'nobody owns it'}` : ''}{facts && facts.undoes.length > 0 ? ` · undoes ${facts.undoes.map(titleOf).join(', ')}` : ''}</span>
              <span className={`figures ${styles['span']}`}>{spanOf(one) ?? 'never timed'}</span>
            </li>
          )
        })}
      </ol>
      {card.passedOver.length > 0 && <p className={styles['quiet']}>Left out, for there is nothing to undo: {card.passedOver.map(titleOf).join(', ')}.</p>}
    </>
  )
}
