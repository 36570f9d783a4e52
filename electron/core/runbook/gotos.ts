/** A goto moves one lane's place and no other: it stays in its lane, its branch, or outside all lanes. */
import type { Report } from './codes.ts'
import type { Names, StepNode } from './names.ts'
import { str, type Tree } from './tree.ts'

/** Reports `goto-crosses-lanes`. */
export function checkGoto(from: StepNode, target: Tree, names: Names, report: Report): void {
  const to = names.stepById.get(str(target) ?? '')
  if (!to) return
  const why = refusal(from.place, to.place)
  if (why === undefined) return
  const hint = to.place.in === 'branch' ? `write {branch: ${to.place.branch}}` : from.place.in === 'branch' ? 'end the branch with ends: {resume: STEP}' : 'choose a step of the same lane, or put a decision outside the lanes'
  report('goto-crosses-lanes', target.at, `goto \`${to.id}\` ${why}`, hint)
}

function refusal(from: StepNode['place'], to: StepNode['place']): string | undefined {
  if (from.in === 'branch') {
    if (to.in === 'branch' && to.branch === from.branch) return undefined
    return `leaves the branch \`${from.branch}\``
  }
  if (to.in === 'branch') return `leads into the branch \`${to.branch}\``
  if (from.lane === null) return to.lane === null || to.first ? undefined : `leads into the middle of the lane \`${to.lane}\``
  return to.phase === from.phase && to.lane === from.lane ? undefined : `leaves the lane \`${from.lane}\``
}
