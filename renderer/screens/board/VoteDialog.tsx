/** A vote, for a role: which, why, how long it holds, and who really said it. What it will rest on stands above. */
import { useMemo, useState } from 'react'
import type { BoardRow, BoardSeat, VoteWord } from '../../../electron/contract/shapes/board.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Radio } from '../../ui/Radio.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ticker } from '../../ui/ticker.ts'
import { useAsk } from '../../ui/useAsk.ts'
import { VOTE_WORDS } from './boardWords.ts'
import { ProxyFields, proxyOf, proxyProblem, NO_PROXY, type Proxy, type Spoken } from './ProxyFields.tsx'
import { Verdict } from './Verdict.tsx'
import styles from './dialogs.module.css'

export interface Vote extends Spoken {
  readonly role: string
  readonly vote: VoteWord
  readonly reason?: string
  readonly until?: number
}

export interface VoteDialogProps {
  readonly seat: BoardSeat
  readonly rows: readonly BoardRow[]
  /** At a gate a no-go closes it. */
  readonly noGoLeads: string | null
  /** A plain go over a row that says no is refused. */
  readonly strict: boolean
  /** @throws ContractError: the host's "no" in words */
  readonly give: (vote: Vote) => Promise<void>
  readonly onClose: () => void
}

const HOUR_MS = 3_600_000
const HOLDS = [
  { value: 'always', label: 'As long as nothing gets worse' },
  { value: '1', label: 'For one hour' },
  { value: '4', label: 'For four hours' },
  { value: '12', label: 'For twelve hours' },
  { value: '24', label: 'For a day' },
] as const

export function VoteDialog({ seat, rows, noGoLeads, strict, give, onClose }: VoteDialogProps) {
  const notFine = rows.filter(({ verdict }) => verdict !== 'ok')
  const no = notFine.filter(({ verdict }) => strict && verdict === 'no')
  const [wanted, setVote] = useState<VoteWord>('go')
  // A row may turn to no while this stands open: then a plain go is no longer on offer, and nothing is chosen for anybody.
  const vote = wanted === 'go' && no.length > 0 ? null : wanted
  const [reason, setReason] = useState('')
  const [holds, setHolds] = useState<(typeof HOLDS)[number]['value']>('always')
  const [proxy, setProxy] = useState<Proxy>(NO_PROXY)
  const [tried, setTried] = useState(false)
  const options = useMemo(() => [
    { value: 'go' as const, label: 'Go', why: no.length > 0 ? `The board says no to ${no.length === 1 ? `“${no[0]?.title}”` : `${no.length} rows`}: mend or accept it first, or go with the risk.` : null },
    { value: 'go-with-risk' as const, label: 'Go with an accepted risk', hint: 'Wants a reason: it stands on the board.' },
    { value: 'no-go' as const, label: 'No-go', hint: noGoLeads === null ? 'Nothing is stopped by it; the board says no.' : `The gate closes at once; then it ${noGoLeads}.` },
  ], [no, noGoLeads])
  const missing = vote === 'go-with-risk' && reason.trim() === '' ? 'Say which risk, and why it is accepted.' : null
  const who = proxyProblem(proxy)
  const { ask, busy, error } = useAsk(async () => {
    const until = holds === 'always' || vote === 'no-go' ? undefined : ticker.now() + Number(holds) * HOUR_MS
    if (vote !== null) await give({ role: seat.role, vote, ...(reason.trim() === '' ? {} : { reason: reason.trim() }), ...(until === undefined ? {} : { until }), ...proxyOf(proxy) })
  }, onClose)
  const send = (): void => {
    setTried(true)
    if (vote !== null && missing === null && who === null) ask()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Vote for ${seat.role}`}
      tone={vote === 'no-go' ? 'failed' : vote === 'go-with-risk' ? 'late' : 'plain'}
      lead={seat.deputy === null ? undefined : `Deputy: ${seat.deputy}.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone={vote === 'no-go' ? 'danger' : 'primary'} busy={busy} keys="Enter" why={vote === null ? 'Choose how to vote' : null} onClick={send}>{vote === null ? 'Vote' : `Vote ${VOTE_WORDS[vote].toLowerCase()}`}</Button>
        </>
      }
    >
      <div className={styles['rests']}>
        <p>{notFine.length === 0 ? `It rests on ${rows.length} rows, all fine.` : `It rests on ${rows.length} rows. Not fine:`}</p>
        {notFine.length > 0 && <ul>{notFine.map(({ id, title, verdict }) => <li key={id}><Verdict verdict={verdict} /><span>{title}</span></li>)}</ul>}
      </div>
      <Radio label="Your vote" value={vote} onChange={setVote} options={options} />
      <TextField label={vote === 'go-with-risk' ? 'Which risk is taken, and why?' : 'Why?'} required={vote === 'go-with-risk'} value={reason} onChange={setReason} error={tried ? missing : null} onEnter={send} maxLength={2000} />
      {vote !== 'no-go' && <Select label="How long it holds" value={holds} onChange={setHolds} options={HOLDS} />}
      <ProxyFields value={proxy} onChange={setProxy} error={tried ? who : null} onEnter={send} />
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  )
}
