/** The go/no-go board: votes beside what they rest on. Before a run, or at a gate in one. */
import { useState, type ReactNode } from 'react'
import type { BoardRow, BoardView } from '../../../electron/contract/shapes/board.ts'
import type { Role } from '../../../electron/contract/roles.ts'
import { useLetterKeys } from '../../frame/letterKeys.ts'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PromptDialog } from '../../ui/PromptDialog.tsx'
import { BoardHead } from './BoardHead.tsx'
import { canVote } from './boardWords.ts'
import { EvidenceDialog } from './EvidenceDialog.tsx'
import { Rows, type RowAsk } from './Rows.tsx'
import { isAsked, Seats } from './Seats.tsx'
import type { Speaking } from './useSpeaking.ts'
import { VoteDialog } from './VoteDialog.tsx'
import styles from './BoardPage.module.css'

export interface BoardPageProps {
  readonly view: BoardView
  readonly speaking: Speaking
  readonly role: Role | null
  /** Single-letter keys are on. */
  readonly letters: boolean
  /** The window bar: of the plan, or of the run. */
  readonly bar: ReactNode
  readonly before?: ReactNode
  readonly lead?: ReactNode
  readonly actions: ReactNode
  /** What is shown is old, or something failed. */
  readonly notice?: ReactNode
}

type Asked = { readonly what: 'vote'; readonly role: string } | { readonly what: RowAsk; readonly row: BoardRow }

export function BoardPage({ view, speaking, role, letters, bar, before, lead, actions, notice }: BoardPageProps) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const speaks = role === 'captain' || role === 'operator'
  const votes = speaks && canVote(view)
  const first = view.votes.find(isAsked)?.role ?? null
  const close = (): void => setAsked(null)
  const fine = view.rows.filter(({ verdict }) => verdict === 'ok').length
  const given = view.votes.length - view.votes.filter(isAsked).length
  useLetterKeys(letters, (key) => {
    if (key !== 'v' || !votes || first === null) return false
    setAsked({ what: 'vote', role: first })
    return true
  })
  const seat = asked?.what === 'vote' ? view.votes.find((one) => one.role === asked.role) : undefined
  return (
    <Page title={view.gate ? view.gate.title : view.title} before={before} lead={lead} actions={actions}>
      {notice}
      <BoardHead view={view} />
      {bar}
      <div className={styles['columns']}>
        <Panel title={view.votes.length === 0 ? 'Votes' : `Votes, ${given} of ${view.votes.length}`} className={styles['votes']}>
          <Seats seats={view.votes} first={votes ? first : null} onVote={votes ? (one) => setAsked({ what: 'vote', role: one }) : null} />
          {!speaks && <p className={styles['quiet']}>This page only looks: votes are recorded by the captain or an operator.</p>}
        </Panel>
        <Panel title={`What a go rests on, ${fine} of ${view.rows.length} fine`} className={styles['rows']}>
          <Rows rows={view.rows} mayAccept={role === 'captain'} onAsk={speaks ? (what, row) => setAsked({ what, row }) : null} />
        </Panel>
      </div>
      {seat && <VoteDialog key={seat.role} seat={seat} rows={view.rows} noGoLeads={view.gate?.leads.noGo ?? null} strict={view.gate?.strict ?? true} give={speaking.vote} onClose={close} />}
      {asked?.what === 'evidence' && <EvidenceDialog row={asked.row} give={(evidence, spoken) => speaking.evidence(asked.row, evidence, spoken)} onClose={close} />}
      <PromptDialog open={asked?.what === 'withdraw'} onClose={close} title="Withdraw the evidence" label="Why does it not hold?" confirm="Withdraw it" tone="danger" onConfirm={async (why) => { if (asked?.what === 'withdraw') await speaking.evidence(asked.row, { kind: 'withdrawn', why }, {}) }}>
        {asked?.what === 'withdraw' ? asked.row.title : ''}
      </PromptDialog>
      <PromptDialog open={asked?.what === 'accept'} onClose={close} title="Accept the risk" label="Why is it accepted?" confirm="Accept it" onConfirm={async (reason) => { if (asked?.what === 'accept') await speaking.accept(asked.row, reason, false) }}>
        {asked?.what === 'accept' ? `${asked.row.title}: ${asked.row.words}` : ''}
      </PromptDialog>
      <PromptDialog open={asked?.what === 'unaccept'} onClose={close} title="Take the acceptance back" label="Why is it no longer accepted?" confirm="Take it back" tone="danger" onConfirm={async (reason) => { if (asked?.what === 'unaccept') await speaking.accept(asked.row, reason, true) }}>
        {asked?.what === 'unaccept' ? asked.row.title : ''}
      </PromptDialog>
    </Page>
  )
}
