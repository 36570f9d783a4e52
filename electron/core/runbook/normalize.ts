/** A file that is free of errors → the runbook the rest of the core sees. */
import type { BranchId, PhaseId, StepId } from '../ports.ts'
import { durationMs, parseDuration } from './duration.ts'
import { given } from './given.ts'
import type { Branch, Environment, Input, Phase, Runbook, Watch } from './model.ts'
import { normalizeRollback } from './normalizeActions.ts'
import { normalizeRun, textsOf } from './normalizeRun.ts'
import { normalizeStep } from './normalizeStep.ts'
import type { RawRunbook } from './schema.ts'
import { child, find, text, type Tree } from './tree.ts'

type Item<List extends 'phases' | 'branches' | 'watches' | 'inputs'> = NonNullable<RawRunbook[List]>[number]
type RawEnvironment = RawRunbook['environments'][string]

/** `tree` is the file that `raw` was read from. Only for files without errors: it takes for granted what the checks made sure of. */
export function normalize(raw: RawRunbook, tree: Tree): Runbook {
  const at = (list: string, index: number): Tree | undefined => find(tree, [list, index])
  const { window, policy, downtime, change } = raw
  return given({
    id: raw.runbook,
    title: raw.title,
    summary: raw.summary,
    zone: raw.zone,
    window: window && { lengthMs: durationMs(window.length), safetyFloorMs: ms(window['safety-floor']) ?? 0 },
    change: change && given({ id: change.id, approvedFrom: change['approved-from'], approvedTo: change['approved-to'] }),
    policy: given({ rehearseWithinMs: ms(policy?.['rehearse-within']), minGrade: policy?.['min-grade'] ?? 1, decideWithinMs: ms(policy?.['decide-within']) }),
    environments: mapped(raw.environments, (environment, id) => environmentOf(id, environment, find(tree, ['environments', id]))),
    inputs: (raw.inputs ?? []).map((input, index) => inputOf(input, at('inputs', index))),
    roles: mapped(raw.roles ?? {}, ({ external, ...role }) =>
      given({ ...role, external: external && given({ contact: external.contact, reference: external.reference, promisedBy: external['promised-by'] }) })),
    components: mapped(raw.components ?? {}, (component) => given(component)),
    risks: (raw.risks ?? []).map((risk) => given(risk)),
    readiness: (raw.readiness ?? []).map((item) => given(item)),
    audiences: mapped(raw.audiences ?? {}, (audience) => given({ webhook: audience.webhook, updateEveryMs: ms(audience['update-every']) })),
    downtime: downtime && { from: downtime.from as StepId, to: downtime.to as StepId, budgetMs: durationMs(downtime.budget) },
    rollback: normalizeRollback(raw.rollback, tree),
    phases: raw.phases.map((phase, index) => phaseOf(phase, at('phases', index))),
    branches: (raw.branches ?? []).map((branch, index) => branchOf(branch, at('branches', index))),
    watches: (raw.watches ?? []).map((watch, index) => watchOf(watch, at('watches', index))),
    injects: (raw.injects ?? []).map(({ 'decide-within': decideWithin, at: step, ...inject }) => given({ ...inject, at: step as StepId, decideWithinMs: ms(decideWithin) })),
  })
}

function environmentOf(id: string, raw: RawEnvironment, tree: Tree | undefined): Environment {
  return given({
    id,
    grade: raw.grade,
    live: raw.live ?? false,
    vars: textsOf(child(tree, 'vars')),
    secrets: raw.secrets ?? [],
    comms: raw.comms ?? ('shown' as const),
    identity: raw.identity && normalizeRun(raw.identity, child(tree, 'identity')),
    reset: raw.reset && normalizeRun(raw.reset, child(tree, 'reset')),
  })
}

function inputOf({ id, title, pattern }: Item<'inputs'>, tree: Tree | undefined): Input {
  return given({ id, title: title ?? id, pattern, default: text(child(tree, 'default')) })
}

function phaseOf(raw: Item<'phases'>, tree: Tree | undefined): Phase {
  const sequences: [string | null, NonNullable<typeof raw.steps>, Tree | undefined][] = raw.lanes
    ? Object.entries(raw.lanes).map(([id, steps]) => [id, steps, find(tree, ['lanes', id])])
    : [[null, raw.steps ?? [], child(tree, 'steps')]]
  return given({
    id: raw.phase as PhaseId,
    at: tree?.at ?? { line: 1, column: 1 },
    title: raw.title ?? raw.phase,
    rollback: normalizeRollback(raw.rollback, tree),
    laned: raw.lanes !== undefined,
    lanes: sequences.map(([id, steps, list]) => ({ id, steps: steps.map((step, index) => normalizeStep(step, child(list, index))) })),
  })
}

function branchOf(raw: Item<'branches'>, tree: Tree | undefined): Branch {
  const until = raw['fallback-until']
  const afterMs = until === undefined ? undefined : parseDuration(until)
  return given({
    id: raw.branch as BranchId,
    at: tree?.at ?? { line: 1, column: 1 },
    title: raw.title ?? raw.branch,
    kind: raw.kind,
    steps: raw.steps.map((step, index) => normalizeStep(step, find(tree, ['steps', index]))),
    ends: typeof raw.ends === 'string' ? { end: raw.ends } : { resume: raw.ends.resume as StepId },
    automatic: raw.automatic ?? false,
    authorise: raw.authorise,
    needsRoles: raw['needs-roles'],
    loses: raw.loses && given({ text: raw.loses.text, probe: raw.loses.probe && normalizeRun(raw.loses.probe, find(tree, ['loses', 'probe'])) }),
    fallbackUntil: until === undefined ? undefined : afterMs === undefined ? { time: until } : { afterMs },
  })
}

function watchOf(raw: Item<'watches'>, tree: Tree | undefined): Watch {
  const [failures, within] = (raw.trigger ?? '1').split(' in ')
  return given({
    id: raw.watch,
    at: tree?.at ?? { line: 1, column: 1 },
    title: raw.title ?? raw.watch,
    run: normalizeRun(raw.run, child(tree, 'run')),
    everyMs: durationMs(raw.every),
    from: raw.from as StepId | undefined,
    until: raw.until as StepId | undefined,
    trigger: given({ failures: Number(failures), withinMs: ms(within) }),
    component: raw.component,
  })
}

function mapped<From, To>(record: Readonly<Record<string, From>>, to: (value: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value, key)]))
}

function ms(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : durationMs(duration)
}
