/** The whole page: what the host says, the address, and the screen that it names. */
import { useEffect, type ReactNode } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { Frame } from './frame/Frame.tsx'
import { Nowhere } from './frame/Nowhere.tsx'
import { Refused } from './frame/Refused.tsx'
import { Board, Console, Library, NewRun, OpenRuns, Plan, Rollback, RunBoard, Settings, WarRoom } from './frame/screens.ts'
import { StoresProvider, useConnection, useSettings, useShell } from './store/hooks.ts'
import { pageStores } from './store/pageStores.ts'
import { placeFor, placeOf, type Place } from './store/paths.ts'
import { LinkWay } from './ui/openLink.tsx'
import { applyTheme } from './ui/theme.ts'

export function App() {
  return (
    <StoresProvider value={pageStores()}>
      <Ways><Screens /></Ways>
    </StoresProvider>
  )
}

/** In the desktop app links are opened by the shell, which asks, too. */
function Ways({ children }: { readonly children: ReactNode }) {
  const shell = useShell()
  return shell ? <LinkWay open={(url) => shell.say({ say: 'open-link', url })}>{children}</LinkWay> : children
}

function Screens() {
  // Not wouter's own, which decodes: a file's name may hold whatever an address means something by.
  const path = usePathname()
  const { state, role } = useConnection()
  const { settings, known } = useSettings()
  useEffect(() => {
    if (known) applyTheme(settings.theme)
  }, [known, settings.theme])
  if (state === 'refused') return <Refused />
  const place = placeFor(role, placeOf(path))
  return <Frame place={place} path={path}><Screen place={place} /></Frame>
}

function Screen({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'library':
      return <Library />
    case 'plan':
      return <Plan key={place.file} file={place.file} />
    case 'new-run':
      return <NewRun key={place.file} file={place.file} />
    case 'run':
      return <Console key={place.run} run={place.run} />
    case 'war-room':
      return <WarRoom key={place.run} run={place.run} />
    case 'board':
      return <Board key={`${place.file} ${place.environment ?? ''}`} file={place.file} environment={place.environment} />
    case 'run-board':
      return <RunBoard key={place.run} run={place.run} />
    case 'rollback':
      return <Rollback key={place.run} run={place.run} />
    case 'open-runs':
      return <OpenRuns />
    case 'settings':
      return <Settings />
    case 'nowhere':
      return <Nowhere />
  }
}
