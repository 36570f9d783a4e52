/** Where to go instead: another branch, another step, or back to an earlier one. */
import { useCallback, useEffect, useState } from 'react'
import type { RunChoices } from '../../../electron/contract/shapes/run.ts'
import { useClient } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { asError } from '../../ui/asError.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import type { Acts } from './acts.ts'

export interface PlaceDialogProps {
  readonly what: 'branch' | 'goto' | 'recycle'
  /** The failed step; null where the run as a whole goes back. */
  readonly step: string | null
  readonly state: RunState
  readonly acts: Acts
  readonly onClose: () => void
}

const WORDS = {
  branch: { title: 'Another way', lead: 'The branch begins when nothing runs any more.', label: 'Branch', confirm: 'Enter it' },
  goto: { title: 'Go to another step', lead: 'Forward, what lies between is passed over; backward, it is done again.', label: 'Step', confirm: 'Go there' },
  recycle: { title: 'Back to an earlier step', lead: 'From there on everything is done again; what was started stays known.', label: 'Step', confirm: 'Go back to it' },
} as const

export function PlaceDialog({ what, step, state, acts, onClose }: PlaceDialogProps) {
  const client = useClient()
  const { run } = state.fixed
  const [choices, setChoices] = useState<RunChoices | Error | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  useEffect(() => {
    const leaving = new AbortController()
    client.call('run.choices', { run, ...(step === null ? {} : { step }) }, { signal: leaving.signal }).then(setChoices, (error: unknown) => {
      if (!leaving.signal.aborted) setChoices(asError(error))
    })
    return () => leaving.abort()
  }, [client, run, step])
  const { ask, busy, error } = useAsk(useCallback(async () => {
    if (to === null) return
    if (what === 'recycle') await acts.ask({ do: 'recycle', to, reason }, 'Back to an earlier step.')
    else if (step !== null) await acts.ask(what === 'branch' ? { do: 'branch', branch: to, from: step, reason } : { do: 'goto', from: step, to, reason }, 'Another way was taken.')
  }, [acts, what, step, to, reason]), onClose)
  const { title, lead, label, confirm } = WORDS[what]
  const found = choices === null || choices instanceof Error ? null : choices
  const places = what === 'branch' ? (state.now.present.find((one) => one.step === step)?.branches ?? []) : what === 'goto' ? (found?.gotos ?? []) : (found?.earlier ?? [])
  const nameOf = (id: string): string => state.fixed.branches.find((branch) => branch.id === id)?.title ?? state.steps.get(id)?.title ?? id
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      lead={lead}
      actions={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" busy={busy} why={to === null ? `Choose a ${label.toLowerCase()}.` : reason.trim() === '' ? 'Say why.' : null} onClick={() => ask()}>{confirm}</Button></>}
    >
      {choices instanceof Error ? <ErrorNotice error={choices} /> : found === null && what !== 'branch' ? <Spinner label="Asking where it can go" /> : <Select label={label} value={to} onChange={setTo} options={places.map((id) => ({ value: id, label: nameOf(id), hint: id }))} />}
      {what === 'recycle' && found?.notEarlier && <Notice tone="late" title="It can't go back">{found.notEarlier}</Notice>}
      <TextArea label="Why" hint="It stands in the log under your name." required rows={2} value={reason} onChange={setReason} />
      {error && <ErrorNotice error={error} />}
    </Dialog>
  )
}
