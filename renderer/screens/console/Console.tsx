/** The captain's screen: a run, from its stream. */
import { Link } from 'wouter'
import { useRun } from '../../store/hooks.ts'
import { LIBRARY_PATH } from '../../store/paths.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { ConsolePage } from './ConsolePage.tsx'

export function Console({ run }: { readonly run: string }) {
  const { data, error, again } = useRun(run)
  if (data) return <ConsolePage state={data} stale={error} onAgain={again} />
  return (
    <Page title={`Run ${run}`} width="reading">
      {error ? <ErrorNotice error={error} retry={again} actions={<Link href={LIBRARY_PATH}>To the library</Link>} /> : <Spinner label="Asking the host for the run" />}
    </Page>
  )
}
