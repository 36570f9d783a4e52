/** The host that drove the run died. Before the rollback its start takes the run up; on the way back somebody has to. */
import { useClient } from '../../store/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAsk } from '../../ui/useAsk.ts'

export interface NobodyDrivesProps {
  readonly run: string
  /** The way back is under way. */
  readonly walking: boolean
  /** "5 min ago"; null where nobody knows. */
  readonly lastSeen: string | null
}

export function NobodyDrives({ run, walking, lastSeen }: NobodyDrivesProps) {
  const client = useClient()
  const { ask, busy, error } = useAsk(async () => void (await client.call('run.resume', { run })))
  return (
    <>
      <Notice tone="failed" urgent title="Nobody drives this run" actions={walking ? <Button tone="primary" icon="play" busy={busy} onClick={() => ask()}>Take the way back up again</Button> : undefined}>
        {lastSeen === null ? 'Its host is gone. ' : `Its host was last seen ${lastSeen}. `}
        {walking ? 'What it had started runs on; nothing new starts until somebody takes it up.' : 'What it had started runs on. Starting the rollback takes the run up from here.'}
      </Notice>
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}
