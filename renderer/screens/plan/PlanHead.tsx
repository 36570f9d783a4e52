/** What a captain wants to know of a runbook before anything else: which file it is, whether it may be run, and how it lies in its window. */
import { useState } from 'react'
import type { PlanView } from '../../../electron/contract/shapes/plan.ts'
import { barOfPlan } from '../../ui/bar/barOfPlan.ts'
import { Button } from '../../ui/Button.tsx'
import { Copy } from '../../ui/Copy.tsx'
import { formatAgo, formatNumberOf, formatShare } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { useNow } from '../../ui/useNow.ts'
import { WindowBar } from '../../ui/WindowBar.tsx'
import styles from './PlanHead.module.css'

/** Below this chance it speaks against going live. */
const LIKELY = 0.9

export function PlanHead({ view }: { readonly view: PlanView }) {
  const { entry, book } = view
  const now = useNow(60_000)
  return (
    <div className={styles['head']}>
      {book?.summary && <Summary text={book.summary} />}
      <ul className={styles['facts']}>
        <li className={styles['file']}>
          <Icon name="file" />
          <span className={styles['path']} title={entry.file}><span className={styles['folder']}>{`${entry.folder}/`}</span>{entry.name}</span>
          <Copy text={entry.file} label="Copy the path" />
        </li>
        {entry.sha256 !== null && (
          <li>
            <code title={entry.sha256}>{`#${entry.sha256.slice(0, 8)}`}</code>
            <Copy text={entry.sha256} label="Copy the hash" />
          </li>
        )}
        {entry.changedAt !== null && <li>{`changed ${formatAgo(entry.changedAt, now)}`}</li>}
        <li className={styles['trust']} data-trusted={entry.trusted || undefined}><Icon name={entry.trusted ? 'trusted' : 'untrusted'} />{entry.trusted ? 'approved as it stands' : 'not approved'}</li>
        {book && <li>{`${formatNumberOf(book.figures.steps, 'step')}, ${formatNumberOf(book.phases.length, 'phase')}, ${formatNumberOf(book.branches.length, 'branch', 'branches')}`}</li>}
        {entry.entries.total > 0 && <li>{`${entry.entries.rehearsed} of ${entry.entries.total} ways back rehearsed`}</li>}
        {entry.fitsWindow !== null && <li data-tone={entry.fitsWindow < LIKELY ? 'late' : undefined}>{`ends inside its window with ${formatShare(entry.fitsWindow)}`}</li>}
      </ul>
      <Readiness reasons={entry.notReady} ready={entry.ready} />
      {entry.bar && <WindowBar bar={barOfPlan(entry.bar)} size="m" />}
    </div>
  )
}

/** Its first paragraph; the rest where somebody asks. */
function Summary({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false)
  const [first = '', ...rest] = text.trim().split(/\n\s*\n/)
  return (
    <div className={styles['summary']}>
      <Markdown text={whole ? text : first} />
      {rest.length > 0 && <Button size="s" tone="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>{whole ? 'Less' : 'More'}</Button>}
    </div>
  )
}

/** Ready for a live run, or the gravest reason why not and, where asked, all of them. */
function Readiness({ ready, reasons }: { readonly ready: boolean; readonly reasons: readonly string[] }) {
  const [first, ...rest] = reasons
  if (ready || first === undefined) return <p className={styles['ready']} data-tone="fine"><Icon name="check" /><strong>Ready to go live</strong></p>
  if (rest.length === 0) return <p className={styles['ready']} data-tone="late"><Icon name="warning" /><strong>Not ready to go live</strong>{first}</p>
  return (
    <details className={styles['reasons']} data-tone="late">
      <summary className={styles['ready']}>
        <Icon name="warning" />
        <strong>Not ready to go live</strong>
        <span>{first}</span>
        <span className={styles['more']}>{`and ${formatNumberOf(rest.length, 'more reason')}`}</span>
      </summary>
      <ul>{rest.map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </details>
  )
}
