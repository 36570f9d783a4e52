/** What a runbook's file says of its steps, phases and branches, as every screen shows it: the same for the plan and for a run. */
import type { Comparisons } from '../../contract/shapes/scalars.ts'
import type { BranchFacts, PhaseFacts, StepFacts } from '../../contract/shapes/step.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import { entryOfStep } from '../../core/machine/entries.ts'
import type { Layout, Place } from '../../core/machine/layout.ts'
import type { Execution } from '../../core/ports.ts'
import { executes, type Action, type Branch, type Step } from '../../core/runbook/model.ts'
import type { Mode } from '../../core/run/events.ts'
import { startsItself } from '../../core/run/start.ts'
import { showExecution, showProse } from '../showText.ts'

/** What a step took before, and in how many runs. */
export interface Times {
  readonly comparisons: Comparisons
  readonly n: number
}

export interface StepFactsOptions {
  /** Decides what is armed; before a run is begun: as in a rehearsal. */
  readonly mode?: Mode
  /** The tool answers for people. */
  readonly auto?: boolean
  comparisonsOf(step: Step): Times
}

/** In file order, branches last. */
export function stepFacts({ layout }: CompiledMachine, { mode = 'rehearsal', auto = false, comparisonsOf }: StepFactsOptions): StepFacts[] {
  const { runbook } = layout
  return layout.places.map((place) => {
    const { step, phase, lane, branch } = place
    const work = workOf(step)
    return {
      id: step.id,
      title: showProse(step.title),
      kind: step.kind,
      owner: step.owner ?? null,
      escalate: proseOf(own(runbook.roles, step.owner)?.escalate),
      phase: phase?.id ?? null,
      lane,
      branch: branch?.id ?? null,
      group: showProse((phase ?? branch)?.title ?? ''),
      component: componentOf(layout, step),
      executes: executes(step),
      command: work ? showExecution(work) : null,
      instructions: proseOf(step.instructions),
      caution: proseOf(step.caution),
      warning: proseOf(step.warning),
      ...askedOf(layout, place),
      pointOfNoReturn: step.pointOfNoReturn,
      armed: !startsItself(step, mode, auto),
      plannedMs: step.plannedMs ?? null,
      timeoutMs: step.timeoutMs ?? null,
      needs: [...step.needs],
      undoes: [...step.undoes],
      evidence: step.evidence ?? null,
      hypercare: proseOf(step.hypercare),
      volumeUnit: step.kind === 'migration' ? (step.volume?.unit ?? null) : null,
      ...comparisonsOf(step),
    }
  })
}

export function phaseFacts({ layout }: CompiledMachine): PhaseFacts[] {
  return layout.runbook.phases.map(({ id, title, lanes, rollback = layout.runbook.rollback }) => ({
    id,
    title: showProse(title),
    lanes: lanes.map((lane) => lane.id),
    rollback: rollback && 'branch' in rollback ? rollback.branch : null,
  }))
}

export function branchFacts({ layout }: CompiledMachine): BranchFacts[] {
  return layout.runbook.branches.map((branch) => ({
    id: branch.id,
    title: showProse(branch.title),
    kind: branch.kind,
    authorise: branch.authorise ?? null,
    call: callOf(layout, branch.authorise),
    loses: proseOf(branch.loses?.text),
    measured: branch.loses?.probe !== undefined,
    automatic: branch.automatic,
    ends: endInWords(layout, branch),
  }))
}

/** Whom to call for a role: as the file says it. */
function callOf({ runbook }: Layout, role: string | undefined): string | null {
  const found = own(runbook.roles, role)
  const ways = [found?.escalate, found?.deputy === undefined ? undefined : `deputy: ${found.deputy}`, found?.external?.contact].filter((way) => way !== undefined)
  return ways.length === 0 ? null : showProse(ways.join(' · '))
}

/** What a step asks of people, by its kind. */
function askedOf(layout: Layout, place: Place): Pick<StepFacts, 'checklist' | 'fields' | 'outcomes' | 'poll' | 'audience' | 'template'> {
  const { step } = place
  return {
    checklist: step.kind === 'manual' ? step.checklist.map(showProse) : [],
    fields: step.kind === 'manual' ? step.fields.map(({ id, title, pattern = null, required }) => ({ id, title: showProse(title), pattern, required })) : [],
    // Labels are names: they come back as they are.
    outcomes: step.kind === 'decision' ? Object.entries(step.outcomes).map(([label, action]) => ({ label, leads: actionInWords(layout, place, action) })) : [],
    poll: step.kind === 'gate' ? [...step.poll] : [],
    audience: step.kind === 'announce' ? step.audience : null,
    template: step.kind === 'announce' ? showProse(step.template) : null,
  }
}

/** What the step starts: its own work, or the check that it waits for. */
function workOf(step: Step): Execution | undefined {
  if ('run' in step) return step.run
  return step.kind === 'wait' && 'check' in step.until ? step.until.check : undefined
}

function componentOf({ runbook }: Layout, step: Step): StepFacts['component'] {
  const component = own(runbook.components, step.component)
  return component && step.component !== undefined ? { id: step.component, tier: component.tier } : null
}

/** Where a decision's outcome, or a gate's no-go, leads, as a person would say it. */
export function actionInWords(layout: Layout, place: Place, action: Action): string {
  switch (action.do) {
    case 'continue': {
      const next = place.sequence[place.position + 1]
      return next ? `goes on: ${showProse(next.title)}` : 'goes on'
    }
    case 'hold':
      return 'holds for a person'
    case 'degrade':
      return 'goes on, degraded'
    case 'rollback': {
      const entry = entryOfStep(layout, place)
      return entry ? `rolls back: ${showProse(layout.branch(entry.branch).title)}` : 'rolls back'
    }
    case 'goto':
      return `goes to: ${showProse(layout.place(action.step).step.title)}`
    case 'branch':
      return `branches off: ${showProse(layout.branch(action.branch).title)}`
  }
}

const ENDS = { 'rolled-back': 'rolled back', completed: 'completed', 'completed-degraded': 'completed, degraded' } as const

function endInWords(layout: Layout, { ends }: Branch): string {
  return 'end' in ends ? ENDS[ends.end] : `goes on at: ${showProse(layout.place(ends.resume).step.title)}`
}

function proseOf(text: string | undefined): string | null {
  return text === undefined ? null : showProse(text)
}

/** An id from a file may be a name that every object has. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string | undefined): Value | undefined {
  return key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
