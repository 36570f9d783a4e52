/** The go/no-go board of a runbook and an environment, before a run. */
import { useLocation } from 'wouter'
import { useBoard, useConnection, useSettings } from '../../store/hooks.ts'
import { boardPath, newRunPath, planPath } from '../../store/paths.ts'
import { barOfPlan } from '../../ui/bar/barOfPlan.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { WindowBar } from '../../ui/WindowBar.tsx'
import { BoardPage } from './BoardPage.tsx'
import { useSpeaking } from './useSpeaking.ts'

/** `file`: its real path. `environment`: the usual one where it is null. */
export function Board({ file, environment }: { readonly file: string; readonly environment: string | null }) {
  const [, navigate] = useLocation()
  const { role } = useConnection()
  const { settings } = useSettings()
  const { data: view, error, again } = useBoard(file, environment ?? undefined)
  const speaking = useSpeaking(view)
  const back = <Button onClick={() => navigate(planPath(file))}>Plan</Button>
  if (!view) return <Page title="Go/no-go board" actions={back}>{error ? <ErrorNotice error={error} retry={again} /> : <Spinner label="Asking the host for the board" />}</Page>
  const isLive = view.environments.some(({ id, live }) => id === view.environment && live)
  return (
    <BoardPage
      view={view}
      speaking={speaking}
      role={role}
      letters={settings.letterKeys}
      lead={view.environment === null ? 'Go/no-go board, for no environment of its own' : `Go/no-go board for ${view.environment}${isLive ? ', which is live' : ''}`}
      bar={view.bar && <WindowBar bar={barOfPlan(view.bar)} size="l" />}
      notice={error && <ErrorNotice error={error} retry={again} />}
      actions={
        <>
          {view.environments.length > 1 && <Select label="Environment" hideLabel value={view.environment} placeholder="No environment" onChange={(chosen) => navigate(boardPath(file, chosen))} options={view.environments.map(({ id, live }) => ({ value: id, label: live ? `${id} (live)` : id }))} />}
          {back}
          {role === 'captain' && <Button tone={view.verdict === 'go' ? 'primary' : 'plain'} icon="play" onClick={() => navigate(newRunPath(file, isLive ? 'live' : 'rehearsal'))}>{isLive ? 'Go live …' : 'New run …'}</Button>}
        </>
      }
    />
  )
}
