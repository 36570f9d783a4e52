/** `rollback-crosses-ponr`: a rollback that would have to lead back over a point of no return. */
import type { Action, Step } from '../../runbook/model.ts'
import { survivesCrossed, cross } from '../crossed.ts'
import { entryOfStep } from '../entries.ts'
import { pathTo, type Subject } from './findings.ts'

export function checkCrossings({ compiled, reach, where, report }: Subject): void {
  const { layout } = compiled
  for (const place of layout.places) {
    const { step, branch } = place
    if (branch) {
      if (step.pointOfNoReturn && branch.kind === 'rollback')
        report('rollback-crosses-ponr', step.at, `the rollback branch \`${branch.id}\` contains the point of no return \`${step.id}\``, 'a way back cannot cross one: remove point-of-no-return, or move the step out of the branch')
      continue
    }
    const actions = actionsOf(step)
    const into = actions.find((action) => action.do === 'branch' && layout.branch(action.branch).kind === 'rollback')
    if (step.pointOfNoReturn && into?.do === 'branch')
      report('rollback-crosses-ponr', where.action(step, into.branch) ?? step.at, `\`${step.id}\` is a point of no return, and leads into the rollback branch \`${into.branch}\``, 'write hold, or a fix-forward or fallback branch')
    if (!actions.some((action) => action.do === 'rollback')) continue
    if (step.pointOfNoReturn) {
      report('rollback-crosses-ponr', where.action(step) ?? step.at, `\`${step.id}\` is a point of no return: once it has started, no rollback declared up to here counts`, 'write hold, or {branch: NAME} with a fix-forward or fallback branch')
      continue
    }
    const nodes = reach.of(place)
    const entry = entryOfStep(layout, place)
    const shut = nodes.every((node) => (entry ? node.beside || !survivesCrossed(entry, cross(node.crossed, place)) : node.crossed !== null))
    if (nodes[0] && shut)
      report('rollback-crosses-ponr', where.action(step) ?? step.at, `\`${step.id}\` asks for a rollback, but stands after a point of no return and none is declared there (${pathTo(nodes[0])})`, `declare rollback: {branch: NAME} on \`${step.id}\` or on its phase, or write hold`)
  }
}

function actionsOf(step: Step): Action[] {
  const more = step.kind === 'gate' ? [step.onNoGo?.then, step.onExpired?.then] : step.kind === 'decision' ? Object.values(step.outcomes) : []
  return [step.onFailure?.then, step.onTimeout?.then, ...more].filter((action) => action !== undefined)
}
