/** The screen of one runbook: its plan as the host has it, kept up to date, with what is looked at in the address. */
import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'
import { useClient, useConnection } from '../../store/hooks.ts'
import { boardPath, newRunPath, planPath, runPath, type Goal } from '../../store/paths.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { NoPlan } from './NoPlan.tsx'
import { PlanPage } from './PlanPage.tsx'
import { readPlace, writePlace, type PlanPlace } from './planPlace.ts'
import { usePlan } from './usePlan.ts'

/** `file`: its real path. */
export function Plan({ file }: { readonly file: string }) {
  const [, navigate] = useLocation()
  const search = useSearch()
  const client = useClient()
  const { role } = useConnection()
  const { view, error, readAgain } = usePlan(file)
  const onPlace = useCallback((place: PlanPlace) => {
    const written = writePlace(place)
    navigate(`${planPath(file)}${written === '' ? '' : `?${written}`}`, { replace: true })
  }, [file, navigate])
  const onNewRun = useCallback((mode: NewRunMode, goal?: Goal) => navigate(newRunPath(file, mode, goal)), [file, navigate])
  if (!view) return <NoPlan file={file} error={error} readAgain={readAgain} />
  return (
    <>
      {error && <ErrorNotice error={error} retry={readAgain} />}
      <PlanPage
        view={view}
        place={readPlace(search)}
        onPlace={onPlace}
        onNewRun={onNewRun}
        onRun={(run) => navigate(runPath(run))}
        onBoard={() => navigate(boardPath(file))}
        simulate={(asked, signal) => client.call('simulate', asked, { signal })}
        mayStart={role === 'captain'}
      />
    </>
  )
}
