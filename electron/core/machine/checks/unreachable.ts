/** `unreachable-step` and `unreachable-branch`: what no run gets to, by what the runbook says. */
import type { Place } from '../layout.ts'
import type { Node, Reach } from '../reach.ts'
import type { Subject } from './findings.ts'

export function checkReachable({ compiled, reach, report }: Subject): void {
  const { layout } = compiled
  const entered = (place: Place): boolean => reach.of(place).length > 0
  const lost = new Set<string>()
  for (const branch of layout.runbook.branches)
    if (!branch.steps.some((step) => entered(layout.place(step.id)))) {
      lost.add(branch.id)
      // In a lane a step's own entry serves its own actions alone: without any it is declared for nothing, which is another matter.
      const declared = layout.places.some(({ step: { rollback } }) => rollback && 'branch' in rollback && rollback.branch === branch.id)
      if (!declared) report('unreachable-branch', branch.at, `nothing leads to the branch \`${branch.id}\``, `name it in a rollback: entry or in an action ({branch: ${branch.id}}), or remove it`)
    }
  for (const place of layout.places) {
    if (lost.has(place.branch?.id ?? '') || canRun(compiled.layout.places, reach, place)) continue
    const { step } = place
    const why = reasonFor(reach, place)
    report('unreachable-step', step.at, `no run gets to \`${step.id}\`: ${why.message}`, why.hint)
  }
}

function canRun(places: readonly Place[], reach: Reach, place: Place): boolean {
  const nodes = reach.of(place).filter((node) => reach.runs.has(node))
  return nodes.length > 0 && (place.step.undoes.length === 0 || followsUndone(places, reach, place, new Set(nodes)))
}

/** Can one of the steps that it undoes have been started before? (Rule 6: else it is passed over.) */
function followsUndone(places: readonly Place[], reach: Reach, place: Place, goals: ReadonlySet<Node>): boolean {
  const seen = new Set<Node>()
  for (const other of places) {
    if (!place.step.undoes.includes(other.step.id)) continue
    const nodes = reach.of(other).filter((node) => reach.runs.has(node))
    if (nodes.length === 0) continue
    // Beside a step of a lane, the other lanes may stand anywhere. Once a point of no return has started, what could be rolled back before it no longer can.
    const { pointOfNoReturn } = other.step
    for (const node of nodes) for (const next of pointOfNoReturn ? [...node.next, ...node.aside] : [node]) seen.add(next)
    if (other.lane !== null) for (const beside of places) if (beside.phaseIndex === other.phaseIndex && beside.lane !== other.lane) for (const node of reach.of(beside)) if (node.beside || !pointOfNoReturn) seen.add(node)
  }
  for (const node of seen) if (goals.has(node)) return true
  for (const node of seen) {
    for (const next of [...node.next, ...node.aside, ...node.also]) {
      if (goals.has(next)) return true
      seen.add(next)
    }
  }
  return false
}

function reasonFor(reach: Reach, place: Place): { message: string; hint: string } {
  const { step, branch } = place
  if (reach.of(place).length > 0) {
    if (step.undoes.length > 0) return { message: `none of what it undoes (${step.undoes.join(', ')}) can have been started by then`, hint: 'correct undoes:, or remove the step' }
    return { message: `what it needs (${step.needs.join(', ')}) never settles`, hint: 'mend the step that it waits for, or remove the need' }
  }
  const before = place.sequence[place.position - 1]
  if (before) return { message: `\`${before.id}\` never goes on to it, and nothing else leads to it`, hint: `give \`${before.id}\` a way to go on (an outcome: continue), lead a goto here, or remove the step` }
  if (branch) return { message: `every way into \`${branch.id}\` starts at a later step`, hint: 'remove `enter` from an entry, or remove the step' }
  return { message: 'no way leads into its phase', hint: 'mend what stops the run before it, or remove the step' }
}
