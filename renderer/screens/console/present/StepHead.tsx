/** The largest things on the screen: what the present step is, and its clock. Below: who owns it, whom to call, what happens by itself. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { Comparison, Ticking } from '../../../../electron/contract/shapes/scalars.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { formatClock, formatDelta } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { MARKS } from '../../../ui/marks.ts'
import { StateMark } from '../../../ui/StateMark.tsx'
import type { Tone } from '../../../ui/tone.ts'
import { useNow, useTicking } from '../../../ui/useNow.ts'
import { AGAINST } from '../comparisons.ts'
import { happenings, KINDS, titleSize } from './stepWords.ts'
import styles from './StepHead.module.css'

export interface StepHeadProps {
  readonly present: PresentStep
  readonly facts: StepFacts
  readonly comparison: Comparison
}

export function StepHead({ present, facts, comparison }: StepHeadProps) {
  const { mark, attempt } = present
  const tags = [KINDS[facts.kind], facts.lane === null ? null : `lane ${facts.lane}`, facts.component === null ? null : `${facts.component.id}, ${facts.component.tier}`, attempt > 1 ? `attempt ${attempt}` : null].filter((tag) => tag !== null)
  return (
    <header className={styles['head']} data-tone={MARKS[mark].tone}>
      <p className={styles['standing']}>
        <span className={styles['mark']}><StateMark mark={mark} word /></span>
        <span className={styles['tags']}>{tags.join(' · ')}</span>
      </p>
      <h2 className={styles['title']} data-length={titleSize(facts.title)}>{facts.title}</h2>
      <div className={styles['when']}>
        <StepClock present={present} comparedMs={facts.comparisons[comparison]} against={AGAINST[comparison]} />
        <div className={styles['facts']}>
          <p className={styles['owner']}>
            <Icon name="user" size={20} />
            <strong>{facts.owner ?? 'Nobody owns it'}</strong>
            {facts.escalate !== null && <span>no answer? {facts.escalate}</span>}
          </p>
          <Happenings present={present} />
        </div>
      </div>
    </header>
  )
}

function StepClock({ present: { elapsed, overdueAt, mark }, comparedMs, against }: { readonly present: PresentStep; readonly comparedMs: number | null; readonly against: string }) {
  if (elapsed === null) {
    return (
      <p className={styles['clock']}>
        <span className={`figures ${styles['time']}`} data-waits="">{comparedMs === null ? '–:––' : formatClock(comparedMs)}</span>
        <span className={styles['of']}>{comparedMs === null ? 'not begun' : `not begun · takes this long by ${against}`}</span>
      </p>
    )
  }
  return <Running elapsed={elapsed} overdueAt={overdueAt} tone={MARKS[mark].tone} comparedMs={comparedMs} against={against} />
}

function Running({ elapsed, overdueAt, tone, comparedMs, against }: { readonly elapsed: Ticking; readonly overdueAt: number | null; readonly tone: Tone; readonly comparedMs: number | null; readonly against: string }) {
  const ms = useTicking(elapsed)
  const now = useNow(overdueAt === null ? null : 1000)
  const overdue = overdueAt !== null && now >= overdueAt && elapsed.runs
  const over = comparedMs === null || ms - comparedMs < 1000 ? null : ms - comparedMs
  return (
    <p className={styles['clock']} data-tone={overdue ? 'late' : tone}>
      <span className={`figures ${styles['time']}`} role="timer" aria-live="off">{formatClock(ms)}</span>
      <span className={styles['of']}>
        {comparedMs === null ? 'nobody knows how long' : `of ${formatClock(comparedMs)} ${against}`}
        {over !== null && <strong className={styles['over']} data-tone="late">{formatDelta(over)} late</strong>}
      </span>
    </p>
  )
}

function Happenings({ present }: { readonly present: PresentStep }) {
  const now = useNow(present.clock === null && present.overdueAt === null && present.failedAt === null ? null : 1000)
  return (
    <ul className={styles['happens']}>
      {happenings(present, now).map(({ tone, text }) => <li key={text.slice(0, 8)} data-tone={tone}><Icon name="clock" /><span className="figures">{text}</span></li>)}
    </ul>
  )
}
