/** A point of no return failed: did it take effect all the same? Two names answer; only a sure no opens the way back again. */
import { useCallback, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import type { Acts } from './acts.ts'

export function CrossingDialog({ step, title, acts, onClose }: { readonly step: string; readonly title: string; readonly acts: Acts; readonly onClose: () => void }) {
  const [took, setTook] = useState<'yes' | 'no' | 'unknown'>('unknown')
  const [second, setSecond] = useState('')
  const { ask, busy, error } = useAsk(useCallback(() => acts.ask({ do: 'crossing', step, took, ...(second.trim() === '' ? {} : { second: second.trim() }) }, `${title}: answered.`), [acts, step, took, second, title]), onClose)
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Did “${title}” take effect?`}
      lead="It is a point of no return, and it failed. Only a sure no opens the rollback again; yes and unknown do not."
      actions={<><Button onClick={onClose}>Cancel</Button><Button tone="primary" busy={busy} why={second.trim() === '' ? 'A second person agrees: write the name.' : null} onClick={() => ask()}>Answer</Button></>}
    >
      <Segmented label="It took effect" value={took} onChange={setTook} options={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }, { value: 'unknown', label: 'Nobody knows' }]} />
      <TextField label="Second name" hint="Somebody else who looked" required value={second} onChange={setSecond} />
      {error && <ErrorNotice error={error} />}
    </Dialog>
  )
}
