/** Why something that was walked no longer counts: all reasons, in words; none where it does. */
import type { CompiledMachine } from '../machine/compile.ts'
import type { Place } from '../machine/layout.ts'
import { formatDuration } from '../runbook/duration.ts'
import type { Step } from '../runbook/model.ts'
import type { Changed, Changes } from './changes.ts'
import type { PastWalk, WalkedBack, WalkedEdge } from './walk.ts'

const DAY_MS = 86_400_000

export interface Doubts {
  /** Its age, and where it was. `at`: wall ms. */
  ofWalk(walk: PastWalk, at: number): readonly string[]
  /** Both of its ends, and what leads to the first. */
  ofEdge(edge: Pick<WalkedEdge, 'from' | 'to'>, changes: Changes | 'none' | 'unknown'): readonly string[]
  /** Where it was begun and what leads there, the steps that it takes, and what they undo. */
  ofBack(back: WalkedBack, changes: Changes | 'none' | 'unknown'): readonly string[]
}

/** `now`: wall ms. */
export function createDoubts({ layout }: CompiledMachine, now: number): Doubts {
  const { policy, environments, phases } = layout.runbook
  const phaseSteps = new Map<string, readonly Step[]>(phases.map((phase) => [phase.id, phase.lanes.flatMap(({ steps }) => steps)]))
  const phaseFirsts = new Map<string, readonly Step[]>(phases.map((phase) => [phase.id, phase.lanes.flatMap(({ steps }) => steps.slice(0, 1))]))

  return {
    ofWalk({ mode, environment }, at) {
      const reasons: string[] = []
      const ageMs = now - at
      if (policy.rehearseWithinMs !== undefined && ageMs > policy.rehearseWithinMs) reasons.push(`walked ${age(ageMs)} ago, the policy asks for one within ${formatDuration(policy.rehearseWithinMs)}`)
      if (mode !== 'tabletop' && environment !== null) {
        const grade = environments[environment]?.grade
        if (grade === undefined) reasons.push(`walked on ${environment}, which the runbook no longer has`)
        else if (grade < policy.minGrade) reasons.push(`walked on ${environment} of grade ${grade}, the policy asks for ${policy.minGrade}`)
      }
      return reasons
    },
    ofEdge: ({ from, to }, changes) =>
      found(changes, ({ step, lead }) => {
        const place = layout.find(from)
        const into = layout.find(to)
        return [...(place ? [step(from), lead(from)] : []), ...(into ? [step(to)] : (phaseFirsts.get(to) ?? []).map(({ id }) => step(id)))]
      }),
    ofBack: ({ from, enter }, changes) =>
      found(changes, ({ step, lead, branch }) => {
        const entered = layout.find(enter)
        const place = layout.find(from)
        const begun = place ? [place.step] : (phaseSteps.get(from) ?? layout.runbook.branches.find(({ id }) => id === from)?.steps ?? [])
        const way = (entered?.sequence.slice(entered.position) ?? []).filter(({ undoes }) => undoes.length === 0 || undoes.some((id) => mayHaveBegun(layout.place(id), begun)))
        const undone = way.flatMap(({ undoes }) => undoes)
        return [...begun.flatMap(({ id }) => [step(id), lead(id)]), branch(entered?.branch?.id ?? '', enter), ...way.map(({ id }) => step(id)), ...undone.map((id) => step(id))]
      }),
  }

  function found(changes: Changes | 'none' | 'unknown', find: (changes: Changes) => readonly Changed[]): readonly string[] {
    if (changes === 'none') return []
    if (changes === 'unknown') return ['the runbook as it was then can not be read any more']
    return [...new Set(find(changes).filter((reason) => reason !== undefined))].slice(0, 3)
  }

  /** By the time that the way back is begun; from inside a branch anything may have. */
  function mayHaveBegun(undone: Place, begun: readonly Step[]): boolean {
    return begun.some(({ id }) => {
      const at = layout.place(id)
      if (at.branch || undone.branch || undone.phaseIndex < at.phaseIndex) return true
      return undone.phaseIndex === at.phaseIndex && (at.phase?.laned === true || undone.position <= at.position)
    })
  }
}

function age(ms: number): string {
  const days = Math.floor(ms / DAY_MS)
  return days === 0 ? formatDuration(Math.floor(ms / 60_000) * 60_000) : `${days} ${days === 1 ? 'day' : 'days'}`
}
