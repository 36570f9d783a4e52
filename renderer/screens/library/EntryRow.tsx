/** One runbook: what it is, its window bar, how far it can be relied on, and whether it is ready. All of the row leads to its plan. */
import { memo } from 'react'
import { Link } from 'wouter'
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import { barOfPlan } from '../../ui/bar/barOfPlan.ts'
import { Button } from '../../ui/Button.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import { WindowBar } from '../../ui/WindowBar.tsx'
import { basisWords, factsOf, fitsWords } from './entryWords.ts'
import styles from './EntryRow.module.css'

export interface EntryRowProps {
  readonly entry: LibraryEntry
  readonly href: string
  /** The one that the Tab key comes to. */
  readonly active: boolean
  readonly menu: readonly MenuItem[]
  /** Undefined where this page may start nothing. */
  readonly onRehearse: (() => void) | undefined
  readonly now: number
}

export const EntryRow = memo(function EntryRow({ entry, href, active, menu, onRehearse, now }: EntryRowProps) {
  const { runbook, unreadable, bar } = entry
  const title = runbook?.title ?? entry.name
  const broken = unreadable !== null || entry.errors > 0
  return (
    <article className={styles['row']} data-broken={broken || undefined} aria-label={title}>
      <div className={styles['what']}>
        <h2 className={styles['title']} title={title}>
          <Link href={href} className={styles['link']} tabIndex={active ? 0 : -1} data-main>{title}</Link>
        </h2>
        <p className={styles['file']} title={entry.file}>{entry.name}<span className={styles['folder']}>{entry.folder}</span></p>
        <ul className={styles['facts']}>
          {factsOf(entry, now).map(({ id, icon, text, tone, title: more }) => <li key={id} data-tone={tone} className={styles['fact']} title={more}><Icon name={icon} />{text}{id === 'entries' && <span className="visually-hidden"> rehearsed</span>}</li>)}
        </ul>
      </div>
      <div className={styles['bar']}>{bar ? <WindowBar bar={barOfPlan(bar)} size="s" /> : <Problem entry={entry} />}</div>
      <div className={styles['times']}>
        {entry.total && (
          <dl>
            <div className={styles['time']}><dt>P50</dt><dd><Duration ms={entry.total.p50Ms} /></dd></div>
            <div className={styles['time']}><dt>P90</dt><dd><Duration ms={entry.total.p90Ms} /></dd></div>
          </dl>
        )}
        {bar && <p className={styles['basis']}>{basisWords(entry)}</p>}
      </div>
      <div className={styles['ready']}><Ready entry={entry} /></div>
      <div className={styles['acts']}>
        {onRehearse && <Button size="s" icon="play" className={styles['rehearse']} tabIndex={active ? 0 : -1} why={broken ? 'It has errors: mend them first' : null} aria-label={`Rehearse ${title}`} onClick={onRehearse}><span className={styles['verb']}>Rehearse</span></Button>}
        {menu.length > 0 && <Menu label={`More for ${title}`} items={menu} trigger={<IconButton icon="dots" label={`More for ${title}`} size="s" tabIndex={active ? 0 : -1} />} />}
      </div>
    </article>
  )
})

/** Ready for a live run, or the gravest reason why not; the others are counted, and stand on its plan. */
function Ready({ entry }: { readonly entry: LibraryEntry }) {
  const [first, ...rest] = entry.notReady
  if (entry.ready || first === undefined) {
    return (
      <>
        <p className={styles['verdict']} data-tone="fine"><Icon name="check" />Ready to go live</p>
        <p className={styles['why']}>{fitsWords(entry)}</p>
      </>
    )
  }
  const broken = entry.unreadable !== null || entry.errors > 0
  return (
    <>
      <p className={styles['verdict']} data-tone={broken ? 'failed' : 'plain'}><Icon name={broken ? 'warning' : 'hold'} />{broken ? 'Can not be run' : 'Not ready to go live'}</p>
      <p className={styles['why']} title={entry.notReady.join('\n')}>
        {entry.unreadable ? entry.unreadable.hint : broken ? 'Open it to see every problem in its line.' : first}
        {!broken && rest.length > 0 && <span className={styles['more']}>{` +${rest.length} more`}</span>}
      </p>
    </>
  )
}

/** Where the bar would stand, if the file could be read. */
function Problem({ entry: { unreadable, firstProblem } }: { readonly entry: LibraryEntry }) {
  if (unreadable) return <p className={styles['problem']} data-tone="failed">{unreadable.message}</p>
  if (firstProblem?.severity === 'error') return <p className={styles['problem']} data-tone="failed"><span className={`figures ${styles['line']}`}>{`line ${firstProblem.line}`}</span>{firstProblem.message}</p>
  return null
}
