/** The captain's screen: one run, the step that matters now, and what can be done. */
import { useRun } from '../../store/hooks.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { ConsolePage } from './ConsolePage.tsx'
import styles from './Console.module.css'

export function Console({ run }: { readonly run: string }) {
  const { data, error, again } = useRun(run)
  if (data) return <ConsolePage key={run} state={data} error={error} again={again} />
  return <div className={styles['waits']}>{error ? <ErrorNotice error={error} retry={again} /> : <Spinner label="Asking the host for the run" />}</div>
}
