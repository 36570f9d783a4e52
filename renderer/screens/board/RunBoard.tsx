/** The board of a gate in a run: its votes are events of the run, and what gets worse asks the roles again. */
import { useLocation } from 'wouter'
import { useConnection, useRun, useRunBoard, useSettings } from '../../store/hooks.ts'
import { runPath } from '../../store/paths.ts'
import { barOfRun } from '../../ui/bar/barOfRun.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { LiveBadge } from '../../ui/LiveBadge.tsx'
import { Page } from '../../ui/Page.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import { WindowBar } from '../../ui/WindowBar.tsx'
import { BoardPage } from './BoardPage.tsx'
import { useSpeaking } from './useSpeaking.ts'

export function RunBoard({ run }: { readonly run: string }) {
  const [, navigate] = useLocation()
  const { role } = useConnection()
  const { settings } = useSettings()
  const { data: state } = useRun(run)
  const { data: view, error, again } = useRunBoard(run)
  const speaking = useSpeaking(view)
  const asking = useAsk(speaking.askAgain)
  const back = <Button onClick={() => navigate(runPath(run))}>Back to the run</Button>
  if (!view) return <Page title="Go/no-go board" actions={back}>{error ? <ErrorNotice error={error} retry={again} /> : <Spinner label="Asking the host for the board" />}</Page>
  const speaks = role === 'captain' || role === 'operator'
  return (
    <BoardPage
      view={view}
      speaking={speaking}
      role={role}
      letters={settings.letterKeys}
      before={state && <LiveBadge mode={state.fixed.mode} environment={state.fixed.environment} />}
      lead={`Go/no-go gate of ${view.title}`}
      bar={state && <WindowBar bar={barOfRun(state.now, state.fixed, state.rows)} size="l" />}
      notice={
        <>
          {error && <ErrorNotice error={error} retry={again} />}
          {asking.error && <ErrorNotice error={asking.error} />}
        </>
      }
      actions={
        <>
          {speaks && view.gate?.canRetry && <Button tone="primary" icon="retry" busy={asking.busy} onClick={() => asking.ask()}>Ask everybody again</Button>}
          {back}
        </>
      }
    />
  )
}
