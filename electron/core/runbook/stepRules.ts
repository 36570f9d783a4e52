/** Rules about single steps that a schema cannot tell. */
import { actionsOf } from './actions.ts'
import type { Report } from './codes.ts'
import type { StepNode } from './names.ts'
import { compilePattern, namesProgress } from './pattern.ts'
import { oneOfKeys } from './oneOfKeys.ts'
import { child, items, scalar, str, type Tree } from './tree.ts'

/** Reports what breaks them. */
export function checkStepRules(step: StepNode, report: Report): void {
  const { tree, kind } = step
  if (tree.type !== 'map') return
  checkInterruptible(tree, report)
  for (const action of actionsOf(tree)) checkAction(action.tree, report)
  if (kind === 'check') checkCheck(tree, report)
  if (kind === 'gate') checkGate(tree, report)
  if (kind === 'wait') checkWait(tree, report)
  if (kind === 'migration') checkProgress(child(tree, 'progress'), report)
  if (kind === 'decision') checkChoice(tree, report)
  for (const field of items(child(tree, 'fields'))) checkPattern(child(field, 'pattern'), report)
  if (kind === 'hold' && step.place.in === 'phase' && step.place.lane !== null)
    report('wrong-type', child(tree, 'kind')!.at, 'a hold stops the whole run: it cannot stand in a lane', 'put it between phases, or wait in the lane with kind: wait')
}

function checkAction(tree: Tree, report: Report): void {
  if (tree.type !== 'map') return
  const postpone = child(tree, 'postpone')
  const retry = child(tree, 'retry') ?? postpone
  const targets = ['goto', 'branch'].flatMap((key) => child(tree, key) ?? [])
  if (!retry && targets.length === 0) return report('missing-key', tree.at, 'this action says nothing to do', 'add goto: STEP or branch: NAME; after a failure also retry: N, after a no-go postpone: DURATION')
  if (targets.length > 1) report('wrong-type', targets[1]!.keyAt ?? targets[1]!.at, 'an action goes to one place only', 'keep goto or branch')
  if (retry && targets[0]) report('wrong-type', targets[0].keyAt ?? targets[0].at, `what follows ${postpone ? 'the postponement' : 'the retries'} stands under \`then\``, `write {${postpone ? 'postpone: 30m' : 'retry: N'}, then: {goto: STEP}}`)
  const lost = retry ? undefined : (child(tree, 'then') ?? child(tree, 'delay') ?? child(tree, 'times'))
  if (lost) report('missing-key', tree.at, '`then` and `delay` belong to `retry`, `then` and `times` to `postpone`', 'add retry: N or postpone: DURATION, or remove them')
}

function checkInterruptible(tree: Tree, report: Report): void {
  const onRollback = child(child(tree, 'on'), 'rollback')
  if (scalar(child(tree, 'interruptible')) === false && str(onRollback) === 'stop')
    report('wrong-type', onRollback!.at, 'a step that is not interruptible cannot be stopped by a rollback', 'write on: {rollback: wait}, or remove interruptible: false')
}

function checkCheck(tree: Tree, report: Report): void {
  const component = child(tree, 'component')
  if (!child(child(tree, 'on'), 'failure') && !component)
    report('check-without-failure-edge', tree.at, 'nothing says what happens when this check fails', 'add component: (its tier decides) or on: {failure: ACTION}')
  if (child(tree, 'repeat') && !child(tree, 'timeout')) report('missing-key', tree.at, 'a `check` step with `repeat` needs `timeout`', 'add timeout: how long it may keep trying')
}

function checkGate(tree: Tree, report: Report): void {
  for (const { on, word, tree: action } of actionsOf(tree))
    if ((on === 'no-go' || on === 'expired') && (word === 'continue' || word === 'degrade'))
      report('wrong-type', action.at, `a gate that is ${on === 'expired' ? 'expired' : 'a no-go'} may not go on: it fails closed`, 'write hold, rollback, {goto: STEP} or {branch: NAME}')
}

function checkWait(tree: Tree, report: Report): void {
  oneOfKeys(tree, ['for', 'until', 'until-time'], 'a `wait` step', report)
  const every = child(tree, 'every')
  if (every && !child(tree, 'until')) report('wrong-type', every.keyAt ?? every.at, '`every` belongs to `until`', 'remove it')
}

function checkProgress(progress: Tree | undefined, report: Report): void {
  if (progress?.type !== 'map') return
  oneOfKeys(progress, ['pattern', 'probe'], '`progress`', report)
  if (child(progress, 'probe') && !child(progress, 'every')) report('missing-key', progress.at, '`progress` with a `probe` needs `every`', 'add every: how often to ask')
  const pattern = child(progress, 'pattern')
  const groups = checkPattern(pattern, report)
  if (pattern && groups && !namesProgress(groups))
    report('bad-pattern', pattern.at, 'a progress pattern names the groups done and total, or percent', 'write (?<done>\\d+)/(?<total>\\d+), or (?<percent>\\d+)%')
}

/** The names of its groups; undefined where it is no pattern (which is reported) or not there. */
function checkPattern(pattern: Tree | undefined, report: Report): readonly string[] | undefined {
  const written = str(pattern)
  if (!pattern || written === undefined) return undefined
  const compiled = compilePattern(written)
  if (compiled.ok) return compiled.groups
  report('bad-pattern', pattern.at, `not an RE2 pattern: ${compiled.why}`, 'RE2 has no look-around and no back-references')
  return undefined
}

/** An unattended rehearsal can only choose what there is. */
function checkChoice(tree: Tree, report: Report): void {
  const choose = child(child(tree, 'auto'), 'choose')
  const label = str(choose)
  if (choose && label !== undefined && child(tree, 'outcomes') && !child(child(tree, 'outcomes'), label))
    report('unknown-reference', choose.at, `there is no outcome \`${label}\``, 'name one of the outcomes')
}
