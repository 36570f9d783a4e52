/** Evidence for a readiness item: a note, a link, or a file, of which only the name and the hash leave this page. */
import { useState } from 'react'
import type { Input } from '../../../electron/contract/api.ts'
import type { BoardRow } from '../../../electron/contract/shapes/board.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { FieldFrame } from '../../ui/FieldFrame.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import { hashFile, type HashedFile } from './hashFile.ts'
import { NO_PROXY, ProxyFields, proxyOf, proxyProblem, type Proxy, type Spoken } from './ProxyFields.tsx'
import styles from './dialogs.module.css'

export type Evidence = Input<'board.evidence'>['evidence']
type Kind = 'note' | 'link' | 'file'

export interface EvidenceDialogProps {
  readonly row: BoardRow
  /** @throws ContractError: the host's "no" in words */
  readonly give: (evidence: Evidence, spoken: Spoken) => Promise<void>
  readonly onClose: () => void
}

export function EvidenceDialog({ row, give, onClose }: EvidenceDialogProps) {
  const [kind, setKind] = useState<Kind>('note')
  const [note, setNote] = useState('')
  const [url, setUrl] = useState('')
  const [file, setFile] = useState<HashedFile | null>(null)
  const [proxy, setProxy] = useState<Proxy>(NO_PROXY)
  const [tried, setTried] = useState(false)
  const hashing = useAsk(async (chosen: File) => setFile(await hashFile(chosen)))
  const problem = kind === 'note' ? (note.trim() === '' ? 'Say what shows that it holds.' : null) : kind === 'link' ? linkProblem(url) : file === null ? 'Choose a file.' : null
  const who = proxyProblem(proxy)
  const { ask, busy, error } = useAsk(async () => {
    const evidence: Evidence | null = kind === 'note' ? { kind, text: note.trim() } : kind === 'link' ? { kind, url: url.trim() } : file && { kind, ...file }
    if (evidence) await give(evidence, proxyOf(proxy))
  }, onClose)
  const send = (): void => {
    setTried(true)
    if (problem === null && who === null) ask()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Give evidence"
      lead={row.title}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" busy={busy || hashing.busy} onClick={send}>Give it</Button>
        </>
      }
    >
      <Segmented label="What shows it" value={kind} onChange={setKind} options={[{ value: 'note', label: 'Note', icon: 'note' }, { value: 'link', label: 'Link', icon: 'link' }, { value: 'file', label: 'File', icon: 'file' }]} />
      {kind === 'note' && <TextArea label="What shows that it holds?" value={note} onChange={setNote} error={tried ? problem : null} onSubmit={send} autoFocus maxLength={5000} />}
      {kind === 'link' && <TextField label="Address" placeholder="https://" value={url} onChange={setUrl} error={tried ? problem : null} onEnter={send} mono autoFocus maxLength={2000} />}
      {kind === 'file' && (
        <FieldFrame label="File" hint={file ? `sha256 ${file.sha256}` : 'It stays where it is: its name, size and hash are kept.'} error={tried && !hashing.busy ? problem : null}>
          {(ids) => (
            <input
              {...ids}
              type="file"
              className={styles['file']}
              onChange={(event) => {
                const [chosen] = event.currentTarget.files ?? []
                setFile(null)
                if (chosen) hashing.ask(chosen)
              }}
            />
          )}
        </FieldFrame>
      )}
      <ProxyFields value={proxy} onChange={setProxy} error={tried ? who : null} onEnter={send} />
      {hashing.error !== null && kind === 'file' && <ErrorNotice error={hashing.error} />}
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  )
}

function linkProblem(url: string): string | null {
  const given = url.trim()
  return /^https?:\/\/\S+$/i.test(given) && URL.canParse(given) ? null : 'Give it whole, from https:// on.'
}
