/** A step in the picture: its title, who owns it, what it is, how long it takes. */
import { memo } from 'react'
import { Duration } from '../../ui/Duration.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { useChoice } from './chosen.ts'
import { KINDS } from './kinds.ts'
import { ProblemSign } from './ProblemSign.tsx'
import type { Mark } from './machine.ts'
import type { PlacedStep } from './picture.ts'
import { MARK_WORDS } from './words.ts'
import styles from './StepNode.module.css'

const SIGNS: Readonly<Record<Mark, IconName>> = { retries: 'retry', proposes: 'rollback', holds: 'hold', degrades: 'arrow-right' }

export const StepNode = memo(function StepNode({ data }: { readonly data: { readonly placed: PlacedStep } }) {
  const { step } = data.placed
  const { chosen, near } = useChoice()
  const kind = KINDS[step.kind]
  return (
    <div className={styles['step']} data-chosen={chosen === step.id || undefined} data-near={near.has(step.id) || undefined} data-gate={step.pointOfNoReturn || undefined} title={step.title}>
      <span className={styles['kind']} title={kind.word}><Icon name={kind.icon} /></span>
      <span className={styles['title']}>{step.title}</span>
      <ProblemSign problems={step.problems} />
      <span className={styles['meta']}>
        <span className={styles['owner']}>{step.owner ?? 'no owner'}</span>
        {step.marks.map((mark) => <span key={mark} className={styles['mark']} data-mark={mark} title={MARK_WORDS[mark]}><Icon name={SIGNS[mark]} /></span>)}
        <span className={styles['time']} title={step.ms === null ? 'neither planned nor timed' : step.timed ? 'median of its runs' : 'planned, never timed'}>
          {step.timed ? '' : step.ms === null ? '' : '~'}
          <Duration ms={step.ms} size="s" tenths={step.timed} />
        </span>
      </span>
    </div>
  )
})
