/** "It really ended at …": the time of an attempt that somebody clicked too late. The first time stays in the journal. */
import { useCallback, useEffect, useState } from 'react'
import type { RunChoices } from '../../../electron/contract/shapes/run.ts'
import { useClient } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { asError } from '../../ui/asError.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { formatTime } from '../../ui/format.ts'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import type { Acts } from './acts.ts'
import { endFrom } from './clockInput.ts'

type Ended = RunChoices['ended'][number]

export function AmendDialog({ state, acts, onClose }: { readonly state: RunState; readonly acts: Acts; readonly onClose: () => void }) {
  const client = useClient()
  const { run } = state.fixed
  const [found, setFound] = useState<readonly Ended[] | Error | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [time, setTime] = useState('')
  const [reason, setReason] = useState('')
  useEffect(() => {
    const leaving = new AbortController()
    client.call('run.choices', { run }, { signal: leaving.signal }).then(({ ended }) => setFound(ended), (error: unknown) => {
      if (!leaving.signal.aborted) setFound(asError(error))
    })
    return () => leaving.abort()
  }, [client, run])
  const list = Array.isArray(found) ? (found as readonly Ended[]) : []
  const attempt = list.find(({ step }) => step === chosen) ?? null
  const endedAt = attempt && endFrom(time, attempt)
  const { ask, busy, error } = useAsk(useCallback(async () => {
    if (attempt && endedAt !== null) await acts.ask({ do: 'amend', step: attempt.step, attempt: attempt.attempt, endedAt, reason }, 'The time is put right.')
  }, [acts, attempt, endedAt, reason]), onClose)
  const why = attempt === null ? 'Choose the step.' : endedAt === null ? `Give a time between ${formatTime(attempt.startedAt, { seconds: true })} and ${formatTime(attempt.endedAt, { seconds: true })}.` : reason.trim() === '' ? 'Say why.' : null
  return (
    <Dialog open onClose={onClose} title="It really ended at …" lead="Only the time changes, not what happened. Both times stay in the journal." actions={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" busy={busy} why={why} onClick={() => ask()}>Put it right</Button></>}>
      {found instanceof Error && <ErrorNotice error={found} />}
      <Select label="Step" value={chosen} onChange={setChosen} options={list.map(({ step, endedAt: at }) => ({ value: step, label: state.steps.get(step)?.title ?? step, hint: `ended at ${formatTime(at, { seconds: true })}` }))} />
      <TextField label="Ended at" hint="hh:mm or hh:mm:ss, in your zone" mono value={time} onChange={setTime} />
      <TextField label="Why" required value={reason} onChange={setReason} />
      {error && <ErrorNotice error={error} />}
    </Dialog>
  )
}
