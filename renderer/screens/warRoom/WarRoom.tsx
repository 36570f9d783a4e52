/** The war room: a run for everybody in the room, to be read at three metres. Nothing can be done here. */
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { useRun } from '../../store/hooks.ts'
import { WarBoard } from './WarBoard.tsx'
import styles from './WarRoom.module.css'

export function WarRoom({ run }: { readonly run: string }) {
  const { data, error, again } = useRun(run)
  if (data) return <WarBoard state={data} stale={error} />
  return <div className={styles['waits']}>{error ? <ErrorNotice error={error} retry={again} /> : <Spinner label="Asking the host for the run" />}</div>
}
