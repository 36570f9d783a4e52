/** A run that is open: nobody looks for it, it stands on top. */
import { Link } from 'wouter'
import type { RunSummary } from '../../../electron/contract/shapes/run.ts'
import { Icon } from '../../ui/Icon.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import { openRunWords } from './entryWords.ts'
import styles from './RunRow.module.css'

export interface RunRowProps {
  readonly run: RunSummary
  readonly href: string
  /** The one that the Tab key comes to. */
  readonly active: boolean
  readonly now: number
}

const HALF_A_DAY_MS = 12 * 3_600_000

export function RunRow({ run, href, active, now }: RunRowProps) {
  const { title, text, verb, tone } = openRunWords(run)
  return (
    <article className={styles['row']} data-tone={tone} aria-label={title}>
      <span className={styles['sign']}><Icon name={run.driver === 'nobody' ? 'hold' : 'play'} /></span>
      <LiveBadge mode={run.mode} environment={run.environment} size="s" />
      <div className={styles['words']}>
        <h2 className={styles['title']}>{title}</h2>
        <p className={styles['text']}>
          {'since '}
          <WallTime at={run.startedAt} day={now - run.startedAt > HALF_A_DAY_MS} />
          {run.startedBy === null ? '' : ` by ${run.startedBy}`}
          {` · ${text}`}
        </p>
      </div>
      <Link href={href} className={styles['go']} tabIndex={active ? 0 : -1} data-main>
        {verb}
        <span className="visually-hidden">{`: ${title}`}</span>
        <Icon name="arrow-right" />
      </Link>
    </article>
  )
}
