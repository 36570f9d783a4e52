/** The steps that stand before the people, as pages get them. */
import type { PresentStep, RunRow } from '../../../contract/shapes/run.ts'
import { contextOf } from '../../../core/machine/judge.ts'
import type { Place } from '../../../core/machine/layout.ts'
import { STATUS } from '../../../core/machine/status.ts'
import { hasRunner } from '../../../core/run/start.ts'
import { latestSplit } from '../../../core/run/state.ts'
import { overdueAt, patienceMs } from '../../../core/view/overdue.ts'
import { presentSteps, type Present } from '../../../core/view/present.ts'
import { showProse } from '../../showText.ts'
import { viewInputOf, type Scene } from './scene.ts'

/** `rows`: of this very scene. */
export function projectPresent(scene: Scene, present: readonly Place[], rows: ReadonlyMap<string, RunRow>): PresentStep[] {
  const { state, optionsOf } = scene
  const choices = { present, step: (place: Place) => optionsOf(state, place) }
  return presentSteps({ ...viewInputOf(scene), now: state.now }, choices, () => null).map((one, index) => {
    const place = present[index]
    return presentStep(scene, one, place !== undefined && contextOf(state.snapshot).status[place.index] === STATUS.running, rows.get(one.step.id))
  })
}

function presentStep({ state, p90Of }: Scene, one: Present, isRunning: boolean, row: RunRow | undefined): PresentStep {
  const { step, mark, options, signs, clock } = one
  const elapsed = row?.time ?? null
  const reopened = step.kind === 'gate' ? latestSplit(state, step.id)?.reopened : undefined
  const patience = patienceMs(step, p90Of(step.id))
  const { progress, announcement } = signs
  return {
    step: step.id,
    mark,
    attempt: row?.attempt ?? one.attempt,
    elapsed: elapsed && { ...elapsed },
    can: [...options.can],
    outcomes: [...(options.outcomes ?? [])],
    roles: [...(options.roles ?? [])],
    branches: [...(options.branches ?? [])],
    votes: one.votes.map(({ role, vote }) => {
      const why = reopened?.[role]?.why
      return { role, vote: isVote(vote) ? vote : null, ...(why === undefined ? {} : { reopened: showProse(why) }) }
    }),
    why: one.why === null ? null : showProse(one.why),
    symptoms: one.symptoms.map(showProse),
    proposed: one.proposed,
    failedAt: one.failedAt,
    // On hold the clocks of people stand: nothing happens at a time that moves on.
    clock: clock && !(state.held && isPersonal(step, state)) ? { ...clock } : null,
    overdueAt: isRunning && elapsed && patience !== null ? overdueAt(elapsed, patience) : null,
    progress: progress ? { done: progress.done ?? null, total: progress.total ?? null, rate: progress.rate ?? null } : null,
    announcement: announcement ? { ...announcement } : null,
  }
}

/** Its time-out or deadline stands in a hold: the same as in the agenda (rule 10). */
function isPersonal(step: Present['step'], { facts }: Scene['state']): boolean {
  return !hasRunner(step, facts.mode) && step.kind !== 'gate' && step.kind !== 'hold' && step.kind !== 'wait'
}

function isVote(vote: string | null): vote is 'go' | 'go-with-risk' | 'no-go' {
  return vote === 'go' || vote === 'go-with-risk' || vote === 'no-go'
}
