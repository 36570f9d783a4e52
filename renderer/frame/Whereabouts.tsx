/** Where one is: library, runbook, run. Each part leads there. */
import { useMemo, type ReactNode } from 'react'
import { Link } from 'wouter'
import { useConnection, useLibrary, useRun } from '../store/hooks.ts'
import { LIBRARY_PATH, planPath, runPath, type Place } from '../store/paths.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './Whereabouts.module.css'

interface Part {
  readonly href: string
  readonly text: string
}

export function Whereabouts({ place }: { readonly place: Place }) {
  switch (place.screen) {
    case 'plan':
      return <OfRunbook file={place.file} here="Plan" />
    case 'new-run':
      return <OfRunbook file={place.file} here="New run" behindPlan />
    case 'run':
      return <OfRun run={place.run} here="Run" />
    case 'war-room':
      return <OfRun run={place.run} here="War room" behindRun />
    case 'board':
      return <OfRunbook file={place.file} here="Go/no-go board" behindPlan />
    case 'run-board':
      return <OfRun run={place.run} here="Go/no-go board" behindRun />
    case 'rollback':
      return <OfCard run={place.run} />
    case 'open-runs':
      return <Trail parts={[]} here="Open runs" />
    case 'settings':
      return <Trail parts={[]} here="Settings" />
    case 'nowhere':
      return <Trail parts={[{ href: LIBRARY_PATH, text: 'Library' }]} here="Nowhere" />
    case 'library':
      return <Trail parts={[]} here="Library" />
  }
}

function OfRunbook({ file, here, behindPlan = false }: { readonly file: string; readonly here: string; readonly behindPlan?: boolean }) {
  const title = useTitle(file)
  return <Trail parts={[{ href: LIBRARY_PATH, text: 'Library' }, ...(behindPlan ? [{ href: planPath(file), text: title }] : [])]} here={behindPlan ? here : title} />
}

function OfRun({ run, here, behindRun = false }: { readonly run: string; readonly here: string; readonly behindRun?: boolean }) {
  const { data } = useRun(run)
  const title = data?.fixed.title ?? run
  return (
    <Trail
      parts={[{ href: LIBRARY_PATH, text: 'Library' }, ...(data ? [{ href: planPath(data.fixed.file), text: title }] : []), ...(behindRun ? [{ href: runPath(run), text: 'Run' }] : [])]}
      here={here}
    />
  )
}

/** Whoever has only the rollback's link has no library and no Console. */
function OfCard({ run }: { readonly run: string }) {
  const { role } = useConnection()
  const { data } = useRun(run)
  if (role !== 'rollback') return <OfRun run={run} here="Rollback" behindRun />
  return <Trail parts={[{ href: LIBRARY_PATH, text: 'Open runs' }]} here={data?.fixed.title ?? run} />
}

function useTitle(file: string): string {
  const { data } = useLibrary()
  return useMemo(() => data?.entries.find((entry) => entry.file === file)?.runbook?.title ?? file.split(/[/\\]/).at(-1) ?? file, [data, file])
}

function Trail({ parts, here }: { readonly parts: readonly Part[]; readonly here: ReactNode }) {
  return (
    <nav className={styles['trail']} aria-label="Where you are">
      <ol className={styles['parts']}>
        {parts.map(({ href, text }) => (
          <li key={href} className={styles['part']}>
            <Link href={href} className={styles['way']}>{text}</Link>
            <Icon name="chevron-right" />
          </li>
        ))}
        <li className={styles['here']} aria-current="page">{here}</li>
      </ol>
    </nav>
  )
}
