/** The screen of one runbook: its plan as the host has it, kept up to date, with what is looked at in the address. */
import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Client } from '../../../electron/contract/clientTypes.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { newRunAddress, planAddress, runAddress } from '../newRun/addresses.ts'
import { NoPlan } from './NoPlan.tsx'
import { PlanPage } from './PlanPage.tsx'
import { readPlace, writePlace, type PlanPlace } from './planPlace.ts'
import { usePlanOf } from './usePlanOf.ts'

export interface PlanProps {
  /** Its real path. */
  readonly file: string
  readonly client: Client
}

export function Plan({ file, client }: PlanProps) {
  const [, navigate] = useLocation()
  const search = useSearch()
  const { view, error, readAgain } = usePlanOf(client, file)
  const onPlace = useCallback((place: PlanPlace) => {
    const written = writePlace(place)
    navigate(`${planAddress(file)}${written === '' ? '' : `?${written}`}`, { replace: true })
  }, [file, navigate])
  if (!view) return <NoPlan client={client} file={file} error={error} readAgain={readAgain} />
  return (
    <>
      {error && <ErrorNotice error={error} retry={readAgain} />}
      <PlanPage
        view={view}
        place={readPlace(search)}
        onPlace={onPlace}
        onNewRun={(mode) => navigate(newRunAddress(file, mode))}
        onRun={(run) => navigate(runAddress(run))}
        simulate={(asked, signal) => client.call('simulate', asked, { signal })}
        mayStart={client.role === 'captain'}
      />
    </>
  )
}
