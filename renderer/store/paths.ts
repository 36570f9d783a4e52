/** The address of each screen: every one has its own, and a reload comes back to it. */
import type { NewRunMode } from '../../electron/contract/shapes/scalars.ts'

export const LIBRARY_PATH = '/'
export const SETTINGS_PATH = '/settings'

export function planPath(file: string): string {
  return `/plan/${encodeURIComponent(file)}`
}

export function newRunPath(file: string, mode?: NewRunMode): string {
  return `/new/${encodeURIComponent(file)}${mode === undefined ? '' : `?mode=${mode}`}`
}

export function runPath(run: string): string {
  return `/run/${encodeURIComponent(run)}`
}

export function warRoomPath(run: string): string {
  return `${runPath(run)}/war-room`
}

export type Place =
  | { readonly screen: 'library' | 'settings' | 'nowhere' }
  | { readonly screen: 'plan' | 'new-run'; readonly file: string }
  | { readonly screen: 'run' | 'war-room'; readonly run: string }

const SCREENS: readonly (readonly [RegExp, (name: string) => Place])[] = [
  [/^\/plan\/([^/]+)$/, (file) => ({ screen: 'plan', file })],
  [/^\/new\/([^/]+)$/, (file) => ({ screen: 'new-run', file })],
  [/^\/run\/([^/]+)$/, (run) => ({ screen: 'run', run })],
  [/^\/run\/([^/]+)\/war-room$/, (run) => ({ screen: 'war-room', run })],
]

/** What a path shows. `path` is without query and fragment, as the address has it. */
export function placeOf(path: string): Place {
  if (path === LIBRARY_PATH) return { screen: 'library' }
  if (path === SETTINGS_PATH) return { screen: 'settings' }
  for (const [pattern, place] of SCREENS) {
    const name = decoded(pattern.exec(path)?.[1])
    if (name !== null) return place(name)
  }
  return { screen: 'nowhere' }
}

/** Null for what no one of these functions wrote. */
function decoded(part: string | undefined): string | null {
  if (part === undefined) return null
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
