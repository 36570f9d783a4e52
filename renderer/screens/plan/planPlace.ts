/** Where on the plan somebody is: it stands in the address, so that a reload or a link comes back to it. */

export const PLAN_TABS = ['graph', 'steps', 'problems', 'facts', 'runs'] as const
export type PlanTab = (typeof PLAN_TABS)[number]

export interface PlanPlace {
  readonly tab: PlanTab
  /** The chosen step. */
  readonly step: string | null
}

export function readPlace(search: string): PlanPlace {
  const given = new URLSearchParams(search)
  return { tab: PLAN_TABS.find((tab) => tab === given.get('tab')) ?? 'graph', step: given.get('step') }
}

/** Without a leading question mark; empty for the place where one begins. */
export function writePlace({ tab, step }: PlanPlace): string {
  const written = new URLSearchParams()
  if (tab !== 'graph') written.set('tab', tab)
  if (step !== null) written.set('step', step)
  return written.toString()
}
