/** What an unattended run answers for people: the file's `auto:`, else done at once, go, or the one choice that `auto.choose` names. */
import { contextOf } from '../machine/judge.ts'
import type { Step } from '../runbook/model.ts'
import type { Due } from './due.ts'
import type { RunState, SplitState } from './state.ts'

/** A step that comes round so often is asked in a circle: a person has to break it. */
export const MOST_ANSWERS = 100

export function answer(state: RunState, step: Step, split: SplitState, now: number): Due[] {
  if (split.attempt > MOST_ANSWERS) return []
  const at = Math.max(now, split.from + (step.auto?.afterMs ?? 0))
  const { id } = step
  switch (step.kind) {
    case 'gate':
      return step.poll
        .filter((role) => split.votes?.[role] === undefined)
        .slice(0, 1)
        .map((role) => ({ at, auto: true, command: { do: 'vote', step: id, role, vote: step.auto?.vote ?? 'go' } }))
    case 'decision': {
      const outcome = step.auto?.choose
      // An outcome that holds is said once: on hold nobody says it again.
      return outcome === undefined || (step.outcomes[outcome]?.do === 'hold' && contextOf(state.snapshot).held) ? [] : [{ at, auto: true, command: { do: 'choose', step: id, outcome } }]
    }
    case 'hold':
    case 'wait':
      // They end by themselves; a tabletop, an open hold or an explicit answer does not wait for that.
      if (state.facts.mode !== 'tabletop' && step.auto === undefined && !(step.kind === 'hold' && step.lengthMs === undefined)) return []
      return [{ at, auto: true, command: { do: 'done', step: id } }]
    default:
      return step.auto?.outcome === 'failed'
        ? [{ at, auto: true, command: { do: 'fail', step: id, reason: 'the runbook says auto: { outcome: failed }' } }]
        : [{ at, auto: true, command: { do: 'done', step: id } }]
  }
}
