/** A step as written → the model's, with its defaults. */
import { canonicalJson } from '../chain.ts'
import type { Execution, Json, StepId } from '../ports.ts'
import { durationMs } from './duration.ts'
import { given } from './given.ts'
import type { Step, StepBase, WaitStep } from './model.ts'
import { normalizeAction, normalizeGate, normalizePolicy, normalizeRollback } from './normalizeActions.ts'
import { normalizeRun } from './normalizeRun.ts'
import type { RawStep } from './schemaSteps.ts'
import { child, type Tree } from './tree.ts'

/** What decides what a step does. A change in any other key (a title, an owner, a plan) leaves its history comparable. */
const CONTENT = [
  'kind', 'run', 'instructions', 'checklist', 'fields', 'progress', 'repeat', 'audience', 'template', 'poll', 'outcomes',
  'length', 'for', 'until', 'until-time', 'every', 'undoes', 'point-of-no-return', 'crossed-when',
] as const
const DEFAULT_EVERY_MS = 5_000

export function normalizeStep(raw: RawStep, tree: Tree | undefined): Step {
  const base = baseOf(raw, tree)
  switch (raw.kind) {
    case 'manual':
      return { ...base, kind: 'manual', checklist: raw.checklist ?? [], fields: (raw.fields ?? []).map((field) => given({ ...field, required: field.required ?? false })) }
    case 'command':
      return { ...base, kind: 'command', run: normalizeRun(raw.run, child(tree, 'run')) }
    case 'migration':
      return given({ ...base, kind: 'migration' as const, run: normalizeRun(raw.run, child(tree, 'run')), progress: progressOf(raw, tree), volume: volumeOf(raw) })
    case 'check':
      return given({
        ...base,
        kind: 'check' as const,
        run: normalizeRun(raw.run, child(tree, 'run')),
        repeat: raw.repeat && { everyMs: durationMs(raw.repeat.every), until: raw.repeat.until },
      })
    case 'announce':
      return { ...base, kind: 'announce', audience: raw.audience, template: raw.template }
    case 'gate':
      return given({
        ...base,
        kind: 'gate' as const,
        poll: raw.poll,
        deadlineMs: ms(raw.deadline),
        onNoGo: raw.on?.['no-go'] && normalizeGate(raw.on['no-go']),
        onExpired: raw.on?.expired && normalizeGate(raw.on.expired),
      })
    case 'decision':
      return given({
        ...base,
        kind: 'decision' as const,
        outcomes: Object.fromEntries(Object.entries(raw.outcomes).map(([label, action]) => [label, normalizeAction(action)])),
        deadlineMs: ms(raw.deadline),
      })
    case 'hold':
      return given({ ...base, kind: 'hold' as const, lengthMs: ms(raw.length) })
    case 'wait':
      return { ...base, kind: 'wait', until: untilOf(raw, tree) }
  }
}

function baseOf(raw: RawStep, tree: Tree | undefined): StepBase {
  const crossedWhen = raw['crossed-when']
  return given({
    id: raw.step as StepId,
    at: tree?.at ?? { line: 1, column: 1 },
    title: raw.title ?? raw.step,
    instructions: raw.instructions,
    caution: raw.caution,
    warning: raw.warning,
    owner: raw.owner,
    confirm: raw.confirm,
    component: raw.component,
    plannedMs: plannedOf(raw),
    timeoutMs: ms(raw.timeout),
    overdueAfterMs: ms(raw['overdue-after']),
    needs: (raw.needs ?? []) as StepId[],
    onFailure: raw.on?.failure && normalizePolicy(raw.on.failure),
    onTimeout: raw.on?.timeout && normalizePolicy(raw.on.timeout),
    onRollback: raw.on?.rollback ?? (raw.interruptible === false ? 'wait' : 'stop'),
    rollback: normalizeRollback(raw.rollback, tree),
    pointOfNoReturn: raw['point-of-no-return'] ?? false,
    crossedWhen: crossedWhen && normalizeRun(crossedWhen, child(tree, 'crossed-when')),
    undoes: (raw.undoes ?? []) as StepId[],
    was: (raw.was ?? []) as StepId[],
    start: raw.start,
    rerun: raw.rerun ?? (isSafeToRepeat(raw) ? ('safe' as const) : ('ask' as const)),
    auto: raw.auto && given({ afterMs: ms(raw.auto.after) ?? 0, outcome: raw.auto.outcome, choose: raw.auto.choose, vote: raw.auto.vote }),
    evidence: raw.evidence,
    hypercare: raw.hypercare,
    notBefore: raw['not-before'],
    mustEndBy: raw['must-end-by'],
    content: contentOf(raw),
  })
}

/** A GET changes nothing, and a check that repeats is made to run again; anything else may not be done twice unasked. */
function isSafeToRepeat(raw: RawStep): boolean {
  if (raw.kind === 'check' && raw.repeat) return true
  return 'run' in raw && raw.run.http?.get !== undefined
}

/** A hold or a wait that says how long it takes is its own plan. */
function plannedOf(raw: RawStep): number | undefined {
  if (raw.planned !== undefined) return ms(raw.planned)
  if (raw.kind === 'hold') return ms(raw.length)
  return raw.kind === 'wait' ? ms(raw.for) : undefined
}

function contentOf(raw: RawStep): string {
  const all = raw as Readonly<Record<string, Json | undefined>>
  return canonicalJson(Object.fromEntries(CONTENT.map((key) => [key, all[key]])))
}

type Raw<Kind extends RawStep['kind']> = Extract<RawStep, { kind: Kind }>
type Progress = { pattern: string } | { probe: Execution; everyMs: number }

function progressOf({ progress }: Raw<'migration'>, tree: Tree | undefined): Progress | undefined {
  if (!progress) return undefined
  if (progress.pattern !== undefined || !progress.probe) return { pattern: progress.pattern ?? '' }
  return { probe: normalizeRun(progress.probe, child(child(tree, 'progress'), 'probe')), everyMs: ms(progress.every) ?? DEFAULT_EVERY_MS }
}

function volumeOf({ volume }: Raw<'migration'>): { unit: string; expected: Record<string, number> } | undefined {
  if (volume === undefined) return undefined
  return typeof volume === 'string' ? { unit: volume, expected: {} } : { unit: volume.unit, expected: volume.expected ?? {} }
}

function untilOf(raw: Raw<'wait'>, tree: Tree | undefined): WaitStep['until'] {
  if (raw.until) return { check: normalizeRun(raw.until, child(tree, 'until')), everyMs: ms(raw.every) ?? DEFAULT_EVERY_MS }
  return raw['until-time'] === undefined ? { forMs: ms(raw.for) ?? 0 } : { time: raw['until-time'] }
}

function ms(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : durationMs(duration)
}
