/**
 * One step as a compound state: waiting → ready → running → (ending) → next | backoff | failed.
 * Rules 1, 2, 6, 7, 8 and 9 of docs/architecture.md, "The machine".
 */
import type { Action, Policy, Step } from '../runbook/model.ts'
import { act, when, type Named, type StateConfig, type TransitionConfig } from './config.ts'
import { entryInto, entryOfStep, type Entries } from './entries.ts'
import type { Why } from './guards.ts'
import type { Layout, Place } from './layout.ts'
import { expiredPolicy, failurePolicy, noGoPolicy, tierActing, timeoutPolicy, WAITS } from './policies.ts'
import { STATUS, type StatusCode } from './status.ts'

/** Kinds that a person may skip while they run: there is nothing to end. */
const PERSONAL: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['manual', 'decision', 'hold', 'wait'])
const looks = (step: Step): boolean => step.kind === 'wait' && 'check' in step.until

export interface StepContext {
  readonly layout: Layout
  readonly entries: Entries
  /** Where the main path or the branch goes on. */
  readonly next: string
}

export function stepState(place: Place, context: StepContext): StateConfig {
  const { layout, entries, next } = context
  const { step, index } = place
  const strand = place.branch?.id ?? null
  const id = step.id
  const entry = entryOfStep(layout, place)
  const from = entries.fromKeyOf(id)
  // A fix-forward that fails into another branch still came from the step that it came from (rule 5).
  const stays = place.branch && place.branch.kind !== 'rollback' ? {} : { from: strand === null ? from : null }
  const mark = (code: StatusCode): Named => act('mark', { index, code })
  const to = (target: string, ...actions: Named[]): TransitionConfig => ({ target, actions })
  const guarded = (guard: Named, transition: TransitionConfig, description?: string): TransitionConfig =>
    description ? { ...transition, guard, description } : { ...transition, guard }

  const failed = to('failed', mark(STATUS.failed))

  /** What an action does once the step has ended as `code`; undefined where it only waits for a person. */
  const follow = (action: Action, why: Why, code: StatusCode, chosen: boolean): TransitionConfig | undefined => {
    const because = when('because', { index, why })
    const left = chosen ? next : 'failed'
    switch (action.do) {
      case 'hold':
        return undefined
      case 'continue':
        return guarded(because, to(next, act('finish', { index })))
      case 'degrade':
        return guarded(because, to(next, mark(STATUS.degraded)), 'degrade')
      case 'goto': {
        const target = layout.place(action.step)
        return guarded(because, to(`#${gotoTarget(target, place)}`, act('leave', { index, code, to: target.index })), `goto ${action.step}`)
      }
      case 'branch': {
        const into = entryInto(layout, action.branch)
        return guarded(because, to(left, act('failInto', { index, entry: { key: into.key, branch: into.branch }, ...stays, code })), `branch ${action.branch}`)
      }
      case 'rollback': {
        if (strand !== null)
          return chosen
            ? guarded(when('canRollBackInside', { branch: strand }), to(next, act('enterInside'), mark(code)), 'rollback')
            : guarded(because, to('failed', act('propose', { index })), 'propose rollback')
        if (!entry) return undefined
        const open = when('entryOpen', { entry, index, why })
        const automatic = layout.branch(entry.branch).automatic
        if (chosen || automatic)
          return guarded(open, to(left, act('failInto', { index, entry: { key: entry.key, branch: entry.branch }, from, code })), 'rollback')
        return guarded(open, to('failed', act('propose', { index })), 'propose rollback')
      }
    }
  }

  /** The transitions of an end by failure, in order: a drain silences it, then retries, then the action, then a person. */
  const ends = (policy: Policy, why: Why, critical = false): TransitionConfig[] => {
    const action = follow(policy.then, why, STATUS.failed, false)
    const stuck = critical ? to('failed', act('failOnHold', { index })) : failed
    return [
      guarded(when('draining', { strand }), failed),
      ...(policy.retries > 0 ? [guarded(when('triesLeft', { index, retries: policy.retries, why }), to('backoff', act('backOff', { index })), 'retry')] : []),
      ...(action ? [action] : []),
      why === null ? stuck : guarded(when('because', { index, why }), stuck),
    ]
  }

  const onFailure = failurePolicy(layout, step)
  // A critical check that fails holds the run also where no way back is open. In a rollback there is nothing else to hold.
  const critical = (cause: 'failure' | 'timeout'): boolean => place.branch?.kind !== 'rollback' && tierActing(layout, step, cause) === 'critical'
  const running: Record<string, readonly TransitionConfig[]> = {
    [`DONE.${id}`]: [to(next, act('finish', { index }))],
    [`FAIL.${id}`]: ends(onFailure, null, critical('failure')),
    [`TIMEOUT.${id}`]: [to('ending', act('end', { index, why: 'timeout' }))],
    [`CANCEL.${id}`]: [to('ending', act('end', { index, why: 'failure' }))],
    [`STOPPED.${id}`]: [guarded(when('draining', { strand }), to('ready', mark(STATUS.ready)))],
    [`LOST.${id}`]: [
      guarded(when('draining', { strand }), failed),
      step.rerun === 'safe' ? to('ready', mark(STATUS.ready)) : failed,
    ],
  }
  if (PERSONAL.has(step.kind) && !looks(step)) running[`SKIP.${id}`] = [to(next, mark(STATUS.skipped))]
  if (step.kind === 'gate') {
    running[`NOGO.${id}`] = ends(noGoPolicy(step), null)
    running[`EXPIRED.${id}`] = ends(expiredPolicy(step), null)
  }
  if (step.kind === 'decision') {
    running[`EXPIRED.${id}`] = ends(WAITS, null)
    for (const [label, action] of Object.entries(step.outcomes)) {
      const chosen = follow(action, null, STATUS.done, true)
      running[`CHOOSE.${id}.${label}`] =
        action.do === 'hold'
          ? [{ guard: when('going'), actions: [act('hold')], description: 'hold' }]
          : [
              // Rule 3: nor does a choice act while draining; it is asked again where the run comes back.
              ...(action.do === 'continue' || action.do === 'degrade' ? [] : [guarded(when('draining', { strand }), failed)]),
              chosen,
              ...(action.do === 'rollback' ? [failed] : []),
            ].filter((transition) => transition !== undefined)
    }
  }

  const free = when('free', { strand })
  const mine = when('mine', { strand })
  const skip = guarded(mine, to(next, mark(STATUS.skipped)))
  return {
    id,
    initial: 'waiting',
    ...(entry && !place.branch && !place.phase?.laned
      ? { on: { ROLLBACK: [{ guard: when('canRollBack', { entry }), actions: [act('enter', { entry: { key: entry.key, branch: entry.branch }, from })], description: 'rollback' }] } }
      : {}),
    states: {
      waiting: {
        always: [
          guarded(when('settled', { index }), to(next)),
          ...(step.undoes.length > 0
            ? [guarded(when('nothingToUndo', { undoes: step.undoes.map((other) => layout.place(other).index) }), to(next, mark(STATUS.passed)), 'nothing to undo')]
            : []),
          guarded(when('needsSettled', { needs: step.needs.map((other) => layout.place(other).index) }), to('ready', mark(STATUS.ready))),
        ],
      },
      ready: {
        on: {
          [`START.${id}`]: [guarded(free, to('running', act('start', { index, crosses: step.pointOfNoReturn })))],
          [`SKIP.${id}`]: [skip],
        },
      },
      running: { on: running },
      ending: { on: { [`GONE.${id}`]: [...ends(timeoutPolicy(layout, step), 'timeout', critical('timeout')), ...ends(onFailure, 'failure', critical('failure'))] } },
      backoff: {
        on: {
          [`DUE.${id}`]: [guarded(free, to('ready', mark(STATUS.ready)))],
          [`RETRY.${id}`]: [guarded(free, to('ready', mark(STATUS.ready)))],
          [`SKIP.${id}`]: [skip],
        },
      },
      failed: {
        on: {
          // On hold, too: it is asked for now, and runs once the hold is over.
          [`RETRY.${id}`]: [guarded(mine, to('ready', mark(STATUS.ready)))],
          [`SKIP.${id}`]: [skip],
          ...(step.kind === 'check' && step.component ? { [`DEGRADE.${id}`]: [guarded(mine, to(next, mark(STATUS.degraded)))] } : {}),
          ...(entry && strand === null
            ? { [`ACCEPT.${id}`]: [{ guard: when('proposed', { index, entry, strand }), actions: [act('enter', { entry: { key: entry.key, branch: entry.branch }, from })], description: 'rollback' }] }
            : {}),
          ...(step.pointOfNoReturn ? { [`UNCROSS.${id}`]: [{ guard: when('crossed', { index }), actions: [act('uncross', { index })] }] } : {}),
        },
      },
    },
  }
}

/** The state a goto targets: a laned phase is entered as a whole, unless the goto stays inside its lane. */
export function gotoTarget(target: Place, from?: Place): string {
  const whole = target.phase?.laned === true && !(from && from.phaseIndex === target.phaseIndex && from.lane === target.lane)
  return whole && target.phase ? target.phase.id : target.step.id
}
