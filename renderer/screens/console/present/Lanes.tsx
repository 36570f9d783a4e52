/** Steps that stand side by side: one is selected, and the buttons act on it. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { RunState } from '../../../store/runState.ts'
import { Clock } from '../../../ui/Clock.tsx'
import { MARKS } from '../../../ui/marks.ts'
import { StateMark } from '../../../ui/StateMark.tsx'
import styles from './Lanes.module.css'

export interface LanesProps {
  readonly present: readonly PresentStep[]
  readonly steps: RunState['steps']
  readonly selected: string
  readonly onSelect: (step: string) => void
}

export function Lanes({ present, steps, selected, onSelect }: LanesProps) {
  return (
    <div className={styles['lanes']} role="group" aria-label="Present steps, side by side">
      {present.map(({ step, mark, elapsed }) => {
        const facts = steps.get(step)
        return (
          <button key={step} type="button" className={styles['lane']} data-tone={MARKS[mark].tone} aria-pressed={step === selected} onClick={() => onSelect(step)}>
            <span className={styles['top']}>
              <StateMark mark={mark} word={mark !== 'running'} />
              <span className={styles['name']}>{facts?.lane ?? ''}</span>
              <span className={styles['time']}>{elapsed && <Clock value={elapsed} />}</span>
            </span>
            <span className={styles['title']}>{facts?.title ?? step}</span>
          </button>
        )
      })}
    </div>
  )
}
