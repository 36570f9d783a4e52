/** Everything that was said, and what the run will be like, before it is started. */
import type { ReactNode } from 'react'
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import { barOfPlan } from '../../ui/bar/barOfPlan.ts'
import { Button } from '../../ui/Button.tsx'
import { formatNumberOf, formatShare, formatSpan } from '../../ui/format.ts'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { WindowBar } from '../../ui/WindowBar.tsx'
import { BoardNotice } from './BoardNotice.tsx'
import { pagesOf, type Page } from './choices.ts'
import { MODE_WORDS } from './pageWords.ts'
import type { PageProps } from './pageProps.ts'
import styles from './pages.module.css'

export function SummaryPage({ choices, plan, send, entry }: PageProps & { readonly entry: LibraryEntry }) {
  const { mode, environment, inputs, auto, rollbackAt, injects } = choices
  const pages = pagesOf(choices, plan)
  const { total, bar } = entry
  const titleOf = (step: string): string => plan.book.steps.find(({ id }) => id === step)?.title ?? step
  if (mode === null) return null
  const change = (page: Page): ReactNode => (pages.includes(page) ? <Button size="s" tone="quiet" onClick={() => send({ type: 'GO', page })}>Change</Button> : null)
  const options = [auto ? 'unattended' : null, rollbackAt === null ? null : `rolls back at “${titleOf(rollbackAt)}”`, injects.length === 0 ? null : `${formatNumberOf(injects.length, 'inject')} in the deck`].filter((option) => option !== null)
  return (
    <div className={styles['summary']}>
      <LiveBadge mode={mode} environment={environment} size="l" />
      <p className={styles['lead']}>{`${MODE_WORDS[mode].does} ${MODE_WORDS[mode].doesNot}`}</p>
      {bar && <WindowBar bar={barOfPlan(bar)} size="m" />}
      {mode === 'live' && <BoardNotice file={plan.file} environment={environment} />}
      <dl className={styles['facts']}>
        <div><dt>Kind of run</dt><Said change={change('mode')}>{MODE_WORDS[mode].title}</Said></div>
        {mode !== 'tabletop' && <div><dt>Environment</dt><Said change={change('environment')}>{environment ?? 'none'}</Said></div>}
        {plan.book.inputs.length > 0 && <div><dt>Inputs</dt><Said change={change('inputs')}><span className={styles['values']}>{plan.book.inputs.map(({ id }) => <span key={id}>{`${id} = ${inputs[id] ?? ''}`}</span>)}</span></Said></div>}
        {mode !== 'live' && <div><dt>Options</dt><Said change={change('options')}>{options.length === 0 ? 'none' : options.join(', ')}</Said></div>}
        <div><dt>File</dt><Said><span className={styles['values']}><span>{`${entry.name} #${plan.sha256.slice(0, 8)}`}</span><span>{mode === 'tabletop' ? 'nothing is executed' : plan.trusted ? 'approved as it stands' : 'not approved'}</span></span></Said></div>
        <div>
          <dt>Expected</dt>
          <Said>{total === null ? 'Nobody knows yet how long it takes: not every step is planned or was ever timed.' : `${formatSpan(total.p50Ms)}, at most ${formatSpan(total.p90Ms)} (P90), from ${entry.basedOnRuns === 0 ? 'its plan alone' : formatNumberOf(entry.basedOnRuns, 'run')}${entry.fitsWindow === null ? '' : `; ends inside its window with ${formatShare(entry.fitsWindow)}`}.`}</Said>
        </div>
      </dl>
    </div>
  )
}

function Said({ change = null, children }: { readonly change?: ReactNode; readonly children: ReactNode }) {
  return <dd className={styles['said']}><span>{children}</span>{change}</dd>
}
