/** Rules about the whole file and its branches that a schema cannot tell. Steps: stepRules.ts. */
import { actionsOf } from './actions.ts'
import type { Report } from './codes.ts'
import { parseDuration } from './duration.ts'
import { MAX_LANES } from './limits.ts'
import type { Names } from './names.ts'
import { oneOfKeys } from './oneOfKeys.ts'
import { compilePattern } from './pattern.ts'
import { checkRun } from './runRules.ts'
import { runsOf } from './runs.ts'
import { checkStepRules } from './stepRules.ts'
import { child, entries, items, str, text, type Tree } from './tree.ts'

/** Reports what breaks them. */
export function checkRules(root: Tree, names: Names, report: Report): void {
  checkWindow(root, report)
  for (const phase of items(child(root, 'phases'))) checkPhase(phase, report)
  for (const branch of items(child(root, 'branches'))) checkBranch(branch, report)
  for (const holder of [root, ...items(child(root, 'phases')), ...names.steps.map(({ tree }) => tree)]) checkEntry(child(holder, 'rollback'), report)
  for (const input of items(child(root, 'inputs'))) checkInput(input, report)
  for (const step of names.steps) checkStepRules(step, report)
  for (const { tree } of runsOf(root, names)) checkRun(tree, report)
}

function checkWindow(root: Tree, report: Report): void {
  const window = child(root, 'window')
  const floor = child(window, 'safety-floor')
  const lengthMs = parseDuration(str(child(window, 'length')) ?? '')
  const floorMs = parseDuration(str(floor) ?? '')
  if (floor && lengthMs !== undefined && floorMs !== undefined && floorMs >= lengthMs)
    report('wrong-type', floor.at, 'the safety floor is as long as the window, or longer', 'make safety-floor shorter than length')
  const zone = child(root, 'zone')
  if (zone && str(zone) !== undefined && !isZone(str(zone)!)) report('wrong-type', zone.at, `\`${str(zone)}\` is not a time zone`, 'write an IANA name such as Europe/Warsaw')
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function checkPhase(phase: Tree, report: Report): void {
  if (phase.type !== 'map') return
  oneOfKeys(phase, ['steps', 'lanes'], 'a phase', report)
  const lanes = child(phase, 'lanes')
  const count = entries(lanes).length
  if (lanes && count > MAX_LANES) report('too-large', lanes.at, `${count} lanes: a phase has at most ${MAX_LANES}`, 'put some of the work into one lane, or into a phase of its own')
  if (lanes?.type === 'map' && count === 0) report('wrong-type', lanes.at, '`lanes` is empty', 'write at least one lane, or steps:')
}

function checkBranch(branch: Tree, report: Report): void {
  if (str(child(branch, 'kind')) !== 'rollback') return
  const ends = child(branch, 'ends')
  const end = str(ends)
  if (ends && (end === 'completed' || end === 'completed-degraded' || child(ends, 'resume')))
    report('branch-without-end', ends.at, 'a rollback branch must end rolled-back', 'write ends: rolled-back, or make it a fix-forward or fallback branch')
  for (const step of items(child(branch, 'steps')))
    for (const { word, tree } of actionsOf(step))
      if (word === 'rollback') report('rollback-in-rollback', tree.at, 'this is a rollback already: it cannot be rolled back', 'write hold, {goto: STEP} in this branch, or a fallback: {branch: NAME}')
  const steps = items(child(branch, 'steps'))
  if (steps.length > 0 && !steps.some((step) => str(child(step, 'kind')) === 'check'))
    report('rollback-unverified', branch.at, `nothing in the rollback branch \`${str(child(branch, 'branch')) ?? ''}\` checks that it worked`, 'add a check step, best as its last')
}

function checkEntry(entry: Tree | undefined, report: Report): void {
  if (entry?.type !== 'map') return
  oneOfKeys(entry, ['branch', 'none'], '`rollback`', report)
  const enter = child(entry, 'enter')
  if (enter && !child(entry, 'branch')) report('missing-key', entry.at, '`enter` needs `branch`', 'add branch: the branch that holds the step')
}

function checkInput(input: Tree, report: Report): void {
  const pattern = child(input, 'pattern')
  if (!pattern || str(pattern) === undefined) return
  const compiled = compilePattern(str(pattern)!)
  const value = child(input, 'default')
  const given = text(value)
  if (!compiled.ok) report('bad-pattern', pattern.at, `not an RE2 pattern: ${compiled.why}`, 'RE2 has no look-around and no back-references')
  else if (value && given !== undefined && !compiled.matches(given)) report('wrong-type', value.at, `the default ${given} does not match the pattern`, 'change the default or the pattern')
}
