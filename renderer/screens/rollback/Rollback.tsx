/** The rollback card of a run: for whoever was not there, perhaps alone, perhaps on a phone. Once it is started, the console of the way back. */
import { useRun } from '../../store/hooks.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { RollbackPage } from './RollbackPage.tsx'
import styles from './RollbackPage.module.css'

export function Rollback({ run }: { readonly run: string }) {
  const { data, error, again } = useRun(run)
  if (data) return <RollbackPage state={data} stale={error} onAgain={again} />
  return <div className={styles['waits']}>{error ? <ErrorNotice error={error} retry={again} /> : <Spinner label="Asking the host for the run" />}</div>
}
