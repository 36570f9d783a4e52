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
  const { mark, attempt, can } = present
  const tags = [KINDS[facts.kind], facts.lane === null ? null : `lane ${facts.lane}`, facts.component === null ? null : `${facts.component.id}, ${facts.component.tier}`, attempt > 1 ? `attempt ${attempt}` : null].filter((tag) => tag !== null)
  return (
    <header className={styles['head']} data-tone={MARKS[mark].tone}>
      <p className={styles['standing']}>
        <span className={styles['mark']}>
          <StateMark mark={mark} />
          <span aria-hidden="true">{mark === 'armed' && !can.includes('start') ? 'waits' : MARKS[mark].word}</span>
        </span>
        <span className={styles['tags']}>{tags.join(' · ')}</span>
      </p>
      <h2 className={styles['title']} data-length={titleSize(facts.title)}>{facts.title}</h2>
      <div className={styles['when']}>
        <StepClock present={present} known={expectation(facts, comparison)} />
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

interface Known {
  readonly ms: number
  readonly by: string
}

/** How long it should take, by the chosen comparison, else by the plan. */
function expectation({ comparisons }: StepFacts, comparison: Comparison): Known | null {
  const ms = comparisons[comparison]
  if (ms !== null) return { ms, by: AGAINST[comparison] }
  return comparisons.plan === null ? null : { ms: comparisons.plan, by: AGAINST.plan }
}

function StepClock({ present: { elapsed, overdueAt, mark }, known }: { readonly present: PresentStep; readonly known: Known | null }) {
  if (elapsed !== null) return <Running elapsed={elapsed} overdueAt={overdueAt} tone={MARKS[mark].tone} known={known} />
  if (known === null) return null
  return (
    <p className={styles['clock']}>
      <span className={`figures ${styles['time']}`} data-waits="">{formatClock(known.ms)}</span>
      <span className={styles['of']}>not begun; takes this long by {known.by}</span>
    </p>
  )
}

function Running({ elapsed, overdueAt, tone, known }: { readonly elapsed: Ticking; readonly overdueAt: number | null; readonly tone: Tone; readonly known: Known | null }) {
  const ms = useTicking(elapsed)
  const now = useNow(overdueAt === null ? null : 1000)
  const overdue = overdueAt !== null && now >= overdueAt && elapsed.runs
  const over = known === null || ms - known.ms < 1000 ? null : ms - known.ms
  return (
    <p className={styles['clock']} data-tone={overdue ? 'late' : tone}>
      <span className={`figures ${styles['time']}`} role="timer" aria-live="off">{formatClock(ms)}</span>
      <span className={styles['of']}>
        {known === null ? 'nobody knows how long' : `of ${formatClock(known.ms)} ${known.by}`}
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
