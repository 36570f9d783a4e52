/** Where on the plan somebody is: it stands in the address, so that a reload or a link comes back to it. */

export const PLAN_TABS = ['graph', 'steps', 'coverage', 'problems', 'facts', 'runs'] as const
export type PlanTab = (typeof PLAN_TABS)[number]

export interface PlanPlace {
  readonly tab: PlanTab
  /** The chosen step. */
  readonly step: string | null
  /** What the lines of the graph tell. */
  readonly lines: 'kinds' | 'coverage'
}

export function readPlace(search: string): PlanPlace {
  const given = new URLSearchParams(search)
  return { tab: PLAN_TABS.find((tab) => tab === given.get('tab')) ?? 'graph', step: given.get('step'), lines: given.get('lines') === 'coverage' ? 'coverage' : 'kinds' }
}

/** Without a leading question mark; empty for the place where one begins. */
export function writePlace({ tab, step, lines }: PlanPlace): string {
  const written = new URLSearchParams()
  if (tab !== 'graph') written.set('tab', tab)
  if (step !== null) written.set('step', step)
  if (lines !== 'kinds') written.set('lines', lines)
  return written.toString()
}
