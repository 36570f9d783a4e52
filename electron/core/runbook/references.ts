/** Does everything the file names exist, and may it be named there? */
import { actionsOf } from './actions.ts'
import type { Report } from './codes.ts'
import { checkGoto } from './gotos.ts'
import type { Names, StepNode } from './names.ts'
import { ACTION_WORDS } from './schemaActions.ts'
import { didYouMean, listed } from './suggest.ts'
import { child, entries, items, str, type Tree } from './tree.ts'

type Look = (tree: Tree | undefined, what: string, known: { has(name: string): boolean; keys(): Iterable<string> }) => boolean

/** Reports `unknown-reference` and what is wrong with references that do exist. */
export function checkReferences(root: Tree, names: Names, report: Report): void {
  const look: Look = (tree, what, known) => {
    const name = str(tree)
    if (!tree || name === undefined || known.has(name)) return true
    const declared = [...known.keys()]
    report('unknown-reference', tree.at, `there is no ${what} \`${name}\``, didYouMean(name, declared, declared.length === 0 ? `none is declared in this file` : `there are ${listed(declared)}`))
    return false
  }
  for (const step of names.steps) checkStep(step, names, look, report)
  for (const holder of [root, ...items(child(root, 'phases'))]) checkRollback(child(holder, 'rollback'), names, look, report)
  for (const branch of names.branches.values()) checkBranch(branch, names, look, report)
  for (const [, component] of entries(child(root, 'components'))) look(child(component, 'owner'), 'role', names.roles)
  for (const key of ['risks', 'readiness']) for (const item of items(child(root, key))) look(child(item, 'owner'), 'role', names.roles)
  for (const watch of items(child(root, 'watches'))) {
    look(child(watch, 'from'), 'step', names.stepById)
    look(child(watch, 'until'), 'step', names.stepById)
    look(child(watch, 'component'), 'component', names.components)
  }
  for (const key of ['from', 'to']) look(child(child(root, 'downtime'), key), 'step', names.stepById)
  for (const inject of items(child(root, 'injects'))) checkInject(inject, names, look)
}

function checkStep(step: StepNode, names: Names, look: Look, report: Report): void {
  const { tree } = step
  look(child(tree, 'owner'), 'role', names.roles)
  look(child(tree, 'confirm'), 'role', names.roles)
  for (const role of items(child(tree, 'poll'))) look(role, 'role', names.roles)
  look(child(tree, 'component'), 'component', names.components)
  look(child(tree, 'audience'), 'audience', names.audiences)
  for (const undone of items(child(tree, 'undoes'))) look(undone, 'step', names.stepById)
  for (const [environment, { keyAt, at }] of entries(child(child(tree, 'volume'), 'expected')))
    look({ type: 'scalar', at: keyAt ?? at, value: environment, source: environment }, 'environment', names.environments)
  for (const need of items(child(tree, 'needs'))) if (look(need, 'step', names.stepById)) checkNeed(step, need, names, report)
  checkRollback(child(tree, 'rollback'), names, look, report)
  for (const action of actionsOf(tree)) {
    look(action.branch, 'branch', names.branches)
    if (action.goto && look(action.goto, 'step', names.stepById)) checkGoto(step, action.goto, names, report)
  }
}

/** Steps outside a branch never see that branch's steps settle, and the other way round. */
function checkNeed(step: StepNode, need: Tree, names: Names, report: Report): void {
  const target = names.stepById.get(str(need) ?? '')
  if (!target) return
  const branchOf = ({ place }: StepNode): string | undefined => (place.in === 'branch' ? place.branch : undefined)
  const other = branchOf(target)
  if (other === branchOf(step)) return
  const where = other === undefined ? 'a phase' : `the branch \`${other}\``
  report('unknown-reference', need.at, `\`${target.id}\` is a step of ${where}: it cannot be needed here`, 'a step of a phase needs steps of phases, a step of a branch those of the same branch')
}

function checkRollback(entry: Tree | undefined, names: Names, look: Look, report: Report): void {
  const [branch, enter] = [child(entry, 'branch'), child(entry, 'enter')]
  if (!branch || !look(branch, 'branch', names.branches)) return
  const target = names.branches.get(str(branch) ?? '')
  const kind = str(child(target, 'kind'))
  if (target && kind !== undefined && kind !== 'rollback')
    report('wrong-type', branch.at, `\`${str(branch)}\` is a ${kind} branch: a rollback entry leads to one of kind rollback`, 'name a rollback branch, or change the kind of that branch')
  const inside = new Map(items(child(target, 'steps')).map((step) => [str(child(step, 'step')) ?? '', step]))
  look(enter, `step in the branch \`${str(branch)}\` named`, inside)
}

function checkBranch(branch: Tree, names: Names, look: Look, report: Report): void {
  look(child(branch, 'authorise'), 'role', names.roles)
  for (const role of items(child(branch, 'needs-roles'))) look(role, 'role', names.roles)
  const resume = child(child(branch, 'ends'), 'resume')
  if (!resume || !look(resume, 'step', names.stepById)) return
  if (names.stepById.get(str(resume) ?? '')?.place.in === 'branch')
    report('unknown-reference', resume.at, `\`${str(resume)}\` is a step of a branch: a branch resumes at a step of a phase`, 'name a step of a phase')
}

/** What an inject expects is an action, a step, a branch, or an outcome of the step it is drawn at. */
function checkInject(inject: Tree, names: Names, look: Look): void {
  const at = child(inject, 'at')
  look(at, 'step', names.stepById)
  const outcomes = entries(child(names.stepById.get(str(at) ?? '')?.tree, 'outcomes')).map(([label]) => label)
  const known = new Set([...ACTION_WORDS, 'retry', 'skip', ...outcomes, ...names.branches.keys(), ...names.stepById.keys()])
  look(child(inject, 'expects'), 'action, branch or step', known)
}
