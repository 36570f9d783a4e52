/** `unreachable-step` and `unreachable-branch`: what no run gets to, by what the runbook says. */
import type { Place } from '../layout.ts'
import type { Reach } from '../reach.ts'
import type { Subject } from './findings.ts'

export function checkReachable({ compiled, reach, runnable, report }: Subject): void {
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
    if (lost.has(place.branch?.id ?? '') || runnable.has(place)) continue
    const { step } = place
    const why = reasonFor(reach, place)
    report('unreachable-step', step.at, `no run gets to \`${step.id}\`: ${why.message}`, why.hint)
  }
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
