/** The wizard: where one is, what is asked, and the way on. */
import { useEffect, useRef, type ReactNode } from 'react'
import type { LibraryEntry } from '../../../electron/contract/shapes/library.ts'
import type { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { problemsOf } from './check.ts'
import { pagesOf, type Page as PageName } from './choices.ts'
import { ConfirmPage } from './ConfirmPage.tsx'
import { LeadNotice } from './LeadNotice.tsx'
import type { Leading } from './useLead.ts'
import { EnvironmentPage } from './EnvironmentPage.tsx'
import { InputsPage } from './InputsPage.tsx'
import { ModePage } from './ModePage.tsx'
import { canGo, pageBefore, type NewRunContext, type NewRunEvent } from './newRunMachine.ts'
import { OptionsPage } from './OptionsPage.tsx'
import { PAGE_TITLES } from './pageWords.ts'
import { SummaryPage } from './SummaryPage.tsx'
import { TrustPage } from './TrustPage.tsx'
import styles from './NewRunPage.module.css'

export interface NewRunPageProps {
  readonly entry: LibraryEntry
  readonly title: string
  readonly page: PageName
  readonly context: NewRunContext
  /** The host is being asked: to approve, or to start. */
  readonly busy: 'approving' | 'starting' | null
  readonly unread: boolean
  /** What the rehearsal is for, where it is for something. */
  readonly leading: Leading
  readonly titleOf: (id: string) => string
  /** The file has errors now: nothing can be started from it. */
  readonly broken: boolean
  readonly send: (event: NewRunEvent) => void
  readonly onMode: (mode: NewRunMode) => void
  readonly onCancel: () => void
}

export function NewRunPage(props: NewRunPageProps) {
  const { title, page, context, busy, broken, leading, titleOf, send, onCancel } = props
  const { failure, changed } = context
  const stop = broken ? 'The file has errors' : changed ? 'The file was changed: take note of it first' : null
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(page)
  const cancel = useRef<HTMLButtonElement>(null)
  // Whoever walks by keyboard or by ear arrives at the page's beginning; before an approval, at the way out. At the very first the frame has the focus.
  useEffect(() => {
    if (before.current === page) return
    before.current = page
    if (page === 'trust') cancel.current?.focus()
    else if (!heading.current?.parentElement?.contains(document.activeElement)) heading.current?.focus()
  }, [page])

  return (
    <Page title={`New run: ${title}`} width="reading" className={styles['wizard']}>
      <Steps context={context} page={page} send={send} />
      {changed && (
        <Notice tone="late" urgent title="The file was changed while you were here" actions={<Button size="s" onClick={() => send({ type: 'SEEN' })}>Go on with the file as it is now</Button>}>
          What you said is kept where it still fits. Look at its plan again before you start it.
        </Notice>
      )}
      {broken && <Notice tone="failed" urgent title="The file has errors now">Nothing can be started from it until they are mended. What you said here is kept; this page sees the mended file at once.</Notice>}
      {context.choices.mode !== 'live' && <LeadNotice leading={leading} titleOf={titleOf} />}
      {failure?.page === page && <ErrorNotice error={failure.error} />}
      <section className={styles['page']} aria-labelledby="new-run-page">
        <h2 id="new-run-page" ref={heading} tabIndex={-1} className={styles['title']}>{PAGE_TITLES[page]}</h2>
        <Body {...props} />
      </section>
      <footer className={styles['foot']}>
        <Button ref={cancel} tone={page === 'trust' ? 'primary' : 'quiet'} onClick={onCancel}>Cancel</Button>
        <span className={styles['onward']}>
          {pageBefore(context, page) && <Button onClick={() => send({ type: 'BACK' })} why={busy === null ? null : 'The host is being asked'}>Back</Button>}
          {page === 'summary' && <Button tone={context.choices.mode === 'live' ? 'danger' : 'primary'} icon="play" busy={busy === 'starting'} why={stop} onClick={() => send({ type: 'START' })}>{START_WORDS[context.choices.mode ?? 'tabletop']}</Button>}
          {page !== 'summary' && page !== 'trust' && <Button tone="primary" why={stop} onClick={() => send({ type: 'NEXT' })}>Next</Button>}
        </span>
      </footer>
    </Page>
  )
}

const START_WORDS: Readonly<Record<NewRunMode, string>> = { tabletop: 'Start the tabletop', rehearsal: 'Start the rehearsal', live: 'Go live' }

function Body({ entry, page, context, busy, unread, send, onMode }: NewRunPageProps): ReactNode {
  const { choices, plan, tried } = context
  const props = { choices, plan, send, problems: tried.includes(page) ? problemsOf(page, choices, plan) : {} }
  switch (page) {
    case 'mode':
      return <ModePage {...props} onMode={onMode} />
    case 'environment':
      return <EnvironmentPage {...props} />
    case 'inputs':
      return <InputsPage {...props} />
    case 'options':
      return <OptionsPage {...props} />
    case 'trust':
      if (context.changed) return <p>What it would start is read again as soon as you go on.</p>
      return <TrustPage key={context.trust?.trustSha256 ?? ''} trust={context.trust} busy={busy === 'approving'} unread={unread} onApprove={() => send({ type: 'APPROVE' })} onReadAgain={() => send({ type: 'READ_AGAIN' })} />
    case 'confirm':
      return <ConfirmPage {...props} entry={entry} />
    case 'summary':
      return <SummaryPage {...props} entry={entry} />
  }
}

/** All pages of this case: where one is, what is behind, where one may go. */
function Steps({ context, page, send }: { readonly context: NewRunContext; readonly page: PageName; readonly send: (event: NewRunEvent) => void }) {
  const pages = pagesOf(context.choices, context.plan)
  const here = pages.indexOf(page)
  return (
    <nav aria-label="Pages of this wizard">
      <ol className={styles['steps']}>
        {pages.map((one, index) => {
          const open = one !== page && canGo(context, one)
          return (
            <li key={one} className={styles['step']} data-here={one === page || undefined} data-behind={index < here || undefined}>
              <button type="button" className={styles['stepButton']} aria-current={one === page ? 'step' : undefined} disabled={!open && one !== page} onClick={() => { if (open) send({ type: 'GO', page: one }) }}>
                <span className={styles['number']}>{index < here ? <Icon name="check" /> : index + 1}</span>
                {PAGE_TITLES[one]}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
