/** One present step: what it is, how far it is, why it failed, and what it says. */
import type { StepId } from '../ports.ts'
import { contextOf } from '../machine/judge.ts'
import type { Place } from '../machine/layout.ts'
import { statusName, type StatusName } from '../machine/status.ts'
import { clockTimeMs } from '../run/clockTime.ts'
import type { StepOptions } from '../run/options.ts'
import { hasRunner } from '../run/start.ts'
import { latestSplit, outages, type SplitState } from '../run/state.ts'
import { decisionDue } from '../run/tiers.ts'
import { overlap } from '../run/time.ts'
import type { Step } from '../runbook/model.ts'
import { compared, wallAt, type ViewInput } from './input.ts'
import type { MarkName } from './marks.ts'
import { markOf } from './rows.ts'
import type { Signs } from './signs.ts'

export interface PresentChoices {
  readonly present: readonly Place[]
  /** What may be done with it; asked of the machine when first wanted. */
  step(place: Place): StepOptions
}

export interface Present {
  readonly step: Step
  readonly place: { readonly lane: string | null; readonly group: string }
  readonly options: StepOptions
  readonly mark: MarkName
  readonly attempt: number
  /** Wall time since its start without holds, ms; null where it has not begun. */
  readonly elapsedMs: number | null
  /** Under the chosen comparison. */
  readonly comparedMs: number | null
  readonly signs: Signs
  /** What is wrong, in words. */
  readonly why: string | null
  readonly outputFile: string | null
  /** Of the injects that were drawn at it. */
  readonly symptoms: readonly string[]
  /** A rollback is proposed to a person because of it. */
  readonly proposed: boolean
  readonly votes: readonly { readonly role: string; readonly vote: string | null }[]
  /** Wall ms since which a failed step waits for a person. */
  readonly failedAt: number | null
  /** Something happens by itself at this wall time; of the time that was given for it, `lengthMs`. */
  readonly clock: { readonly what: 'deadline' | 'time-out' | 'retry' | 'ends'; readonly at: number; readonly lengthMs: number } | null
}

export function presentSteps(input: ViewInput, choices: PresentChoices, timeOf: (step: StepId) => number | null): Present[] {
  const { state } = input
  const { proposed, status: codes, ending } = contextOf(state.snapshot)
  return choices.present.map((place) => {
    const status = statusName(codes[place.index])
    const { step, phase, branch, lane, index } = place
    const split = latestSplit(state, step.id)
    return {
      step,
      place: { lane, group: branch?.title ?? phase?.title ?? '' },
      get options() {
        return choices.step(place)
      },
      mark: markOf(input, place, split ? { outcome: split.outcome ?? null } : undefined),
      attempt: split?.attempt ?? 0,
      elapsedMs: timeOf(step.id),
      comparedMs: compared(input, step.id),
      signs: input.signs(step.id, split?.attempt ?? 0),
      why: whyOf(status, split, ending[index]),
      outputFile: split?.output?.file ?? null,
      symptoms: input.compiled.layout.runbook.injects.filter(({ id, at }) => at === step.id && state.drawn.includes(id)).map(({ symptom }) => symptom),
      proposed: proposed.includes(index),
      votes: step.kind === 'gate' ? step.poll.map((role) => ({ role, vote: split?.votes?.[role] ?? null })) : [],
      failedAt: status === 'failed' && split?.to !== undefined ? wallAt(input, split.to) : null,
      clock: clockOf(input, step, status, split),
    }
  })
}

function whyOf(status: StatusName, split: SplitState | undefined, ending: 'timeout' | 'failure' | undefined): string | null {
  if (status === 'ending') return ending === 'timeout' ? 'It timed out; its program is being ended.' : 'It was called off; its program is being ended.'
  if (status !== 'failed' && status !== 'backoff') return null
  const code = split?.exitCode === undefined ? '' : `Exit code ${split.exitCode}.`
  const said = split?.message ?? ''
  const told = said !== '' && split?.exitCode !== undefined && said.includes(String(split.exitCode)) ? said : [said, code].filter((part) => part !== '').join(' ')
  if (told !== '') return told
  if (split?.outcome === 'timed-out') return 'Its time was over.'
  return split?.outcome === 'lost' ? 'Nobody knows how it ended.' : 'It failed.'
}

/** The next thing that happens to it without anybody asking; the same pauses as in the agenda. */
function clockOf(input: ViewInput, step: Step, status: StatusName, split: SplitState | undefined): Present['clock'] {
  const { state, now } = input
  const due = state.dueAt[step.id]
  const decision = status === 'failed' ? decisionDue(input.compiled, state, input.compiled.layout.place(step.id), now) : null
  if (decision) return { what: 'deadline', at: wallAt(input, decision.at), lengthMs: decision.lengthMs }
  if (status === 'backoff') return due === undefined ? null : { what: 'retry', at: wallAt(input, due), lengthMs: 0 }
  if (status !== 'running' || !split) return null
  const clock = (what: 'deadline' | 'time-out' | 'ends', lengthMs: number | undefined, pausedMs = 0): Present['clock'] =>
    lengthMs === undefined ? null : { what, at: wallAt(input, split.from + lengthMs + pausedMs), lengthMs }
  if (hasRunner(step, state.facts.mode)) return clock('time-out', step.timeoutMs, split.outlived ? 0 : overlap(state.gaps, split.from, now, now))
  if (state.facts.mode === 'tabletop') return null
  const paused = overlap([...state.holds, ...outages(state)], split.from, now, now)
  switch (step.kind) {
    case 'gate':
      return clock('deadline', step.deadlineMs)
    case 'decision':
      return clock('deadline', step.deadlineMs, paused)
    case 'hold':
      return clock('ends', step.lengthMs)
    case 'wait':
      if ('forMs' in step.until) return clock('ends', step.until.forMs)
      return 'time' in step.until ? clock('ends', clockTimeMs(step.until.time, split.startedAt) - split.startedAt) : null
    default:
      return clock('time-out', step.timeoutMs, paused)
  }
}
