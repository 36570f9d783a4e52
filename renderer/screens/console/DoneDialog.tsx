/** What an owner fills in when a step is done; or, for one that runs by itself, the question whether it really is. */
import { useCallback, useState } from 'react'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import type { Acts } from './acts.ts'

export function DoneDialog({ facts, step, acts, onClose }: { readonly facts: StepFacts | undefined; readonly step: string; readonly acts: Acts; readonly onClose: () => void }) {
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({})
  const title = facts?.title ?? step
  const { ask, busy, error } = useAsk(useCallback(() => acts.ask({ do: 'done', step, fields }, `${title}: done.`), [acts, step, fields, title]), onClose)
  const missing = facts?.fields.find(({ id, required }) => required && (fields[id] ?? '').trim() === '')
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${title}: done`}
      lead={facts?.executes ? 'Its program has not said so: you take its place.' : undefined}
      actions={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" icon="check" busy={busy} why={missing ? `“${missing.title}” is missing.` : null} onClick={() => ask()}>Done</Button></>}
    >
      {facts?.fields.map(({ id, title: label, required }) => (
        <TextField key={id} label={label} required={required} value={fields[id] ?? ''} onChange={(value) => setFields((before) => ({ ...before, [id]: value }))} />
      ))}
      {error && <ErrorNotice error={error} />}
    </Dialog>
  )
}
