/** The address of each screen: every one has its own, and a reload comes back to it. */
import { GraphEdge } from '../../electron/contract/shapes/plan.ts'
import type { Role } from '../../electron/contract/roles.ts'
import type { NewRunMode } from '../../electron/contract/shapes/scalars.ts'

export const LIBRARY_PATH = '/'
export const SETTINGS_PATH = '/settings'

export function planPath(file: string): string {
  return `/plan/${encodeURIComponent(file)}`
}

/** An edge of the graph that a rehearsal is led to. */
export type Goal = Pick<GraphEdge, 'from' | 'to' | 'event' | 'kind'>
const GoalShape = GraphEdge.pick({ from: true, to: true, event: true, kind: true })
const GOAL_KEYS = ['from', 'to', 'event', 'kind'] as const

/** `goal`: what the rehearsal is for. */
export function newRunPath(file: string, mode?: NewRunMode, goal?: Goal | null): string {
  const asked = new URLSearchParams({ ...(mode === undefined ? {} : { mode }), ...goal }).toString()
  return `/new/${encodeURIComponent(file)}${asked === '' ? '' : `?${asked}`}`
}

/** What the address says that the rehearsal is for; null where it says nothing. */
export function goalIn(search: string): Goal | null {
  const given = new URLSearchParams(search)
  return GoalShape.safeParse(Object.fromEntries(GOAL_KEYS.map((key) => [key, given.get(key)]))).data ?? null
}

export function runPath(run: string): string {
  return `/run/${encodeURIComponent(run)}`
}

export function warRoomPath(run: string): string {
  return `${runPath(run)}/war-room`
}

export function runBoardPath(run: string): string {
  return `${runPath(run)}/board`
}

/** `environment`: the usual one unless said. */
export function boardPath(file: string, environment?: string | null): string {
  return `/board/${encodeURIComponent(file)}${environment === undefined || environment === null ? '' : `/${encodeURIComponent(environment)}`}`
}

export function rollbackPath(run: string): string {
  return `${runPath(run)}/rollback`
}

export type Place =
  | { readonly screen: 'library' | 'settings' | 'nowhere' | 'open-runs' }
  | { readonly screen: 'plan' | 'new-run'; readonly file: string }
  | { readonly screen: 'board'; readonly file: string; readonly environment: string | null }
  | { readonly screen: 'run' | 'war-room' | 'run-board' | 'rollback'; readonly run: string }

const SCREENS: readonly (readonly [RegExp, (name: string) => Place])[] = [
  [/^\/plan\/([^/]+)$/, (file) => ({ screen: 'plan', file })],
  [/^\/new\/([^/]+)$/, (file) => ({ screen: 'new-run', file })],
  [/^\/run\/([^/]+)$/, (run) => ({ screen: 'run', run })],
  [/^\/run\/([^/]+)\/rollback$/, (run) => ({ screen: 'rollback', run })],
  [/^\/run\/([^/]+)\/war-room$/, (run) => ({ screen: 'war-room', run })],
  [/^\/run\/([^/]+)\/board$/, (run) => ({ screen: 'run-board', run })],
  [/^\/board\/([^/]+)$/, (file) => ({ screen: 'board', file, environment: null })],
]

/** With the rollback's link there is a card for each open run, and nothing else. */
export function placeFor(role: Role | null, place: Place): Place {
  if (role !== 'rollback') return place
  return 'run' in place ? { screen: 'rollback', run: place.run } : { screen: 'open-runs' }
}

/** What a path shows. `path` is without query and fragment, as the address has it. */
export function placeOf(path: string): Place {
  if (path === LIBRARY_PATH) return { screen: 'library' }
  if (path === SETTINGS_PATH) return { screen: 'settings' }
  for (const [pattern, place] of SCREENS) {
    const name = decoded(pattern.exec(path)?.[1])
    if (name !== null) return place(name)
  }
  const [file, environment] = (/^\/board\/([^/]+)\/([^/]+)$/.exec(path) ?? []).slice(1).map(decoded)
  if (file && environment) return { screen: 'board', file, environment }
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
