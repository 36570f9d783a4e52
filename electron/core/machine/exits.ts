/**
 * What can end a step, and where that leads: read off the compiled configuration, so that graph and checks speak of the machine itself.
 * Only what the runbook says (rule 14): what a person does by hand, and what only a crash brings, is left out.
 */
import type { Step } from '../runbook/model.ts'
import type { Named, StateConfig, TransitionConfig } from './config.ts'
import type { EntryTarget } from './effects.ts'
import type { DeclaredEntry } from './entries.ts'
import type { StepVerb } from './event.ts'
import { STATUS } from './status.ts'

/** `again`: another attempt · `wait`: a person has to do something · `propose`: a rollback, once a person accepts it · `inside`: the rollback of the step that a branch came from. */
export type ExitKind = 'next' | 'again' | 'wait' | 'degrade' | 'goto' | 'branch' | 'rollback' | 'propose' | 'inside' | 'hold'

export interface Exit {
  readonly event: string
  /** TIMEOUT stands for the end of what timed out. */
  readonly verb: StepVerb | 'CHOOSE'
  readonly kind: ExitKind
  /** The state that the step's own strand goes on in, without `#`; undefined where it stays in the step. */
  readonly to?: string
  readonly enters?: EntryTarget
  /** The key of the rollback entry that stays open inside of the branch; undefined: the one that was open before. */
  readonly from?: string | null
  /** The rollback entry that has to be open. */
  readonly needs?: DeclaredEntry
  readonly label?: string
}

const BY_ITSELF: ReadonlySet<string> = new Set(['DONE', 'FAIL', 'NOGO', 'EXPIRED', 'CHOOSE'])

/** Everything that may end a running `step`, whose state is `state`. */
export function exitsOf(step: Step, state: StateConfig): readonly Exit[] {
  const exits: Exit[] = []
  for (const [event, transitions] of Object.entries(state.states?.['running']?.on ?? {})) {
    const verb = event.slice(0, event.indexOf('.')) as Exit['verb']
    if (!BY_ITSELF.has(verb) || !happens(step, verb)) continue
    for (const transition of transitions) add(exits, event, verb, transition)
  }
  if (step.timeoutMs !== undefined)
    for (const transition of state.states?.['ending']?.on?.[`GONE.${step.id}`] ?? [])
      if (transition.guard?.params?.['why'] === 'timeout') add(exits, `TIMEOUT.${step.id}`, 'TIMEOUT', transition)
  return exits
}

/** A decision is decided and a gate is voted on: neither fails by itself. */
function happens(step: Step, verb: Exit['verb']): boolean {
  const asked = step.kind === 'decision' || step.kind === 'gate'
  switch (verb) {
    case 'DONE':
      return step.kind !== 'decision'
    case 'FAIL':
      return !asked && step.kind !== 'hold'
    case 'EXPIRED':
      return asked && step.deadlineMs !== undefined
    default:
      return true
  }
}

function add(exits: Exit[], event: string, verb: Exit['verb'], transition: TransitionConfig): void {
  const { guard, actions = [], description } = transition
  // What ends while a branch is entered does not act.
  if (guard?.type === 'draining') return
  const find = (type: string): Named | undefined => actions.find((action) => action.type === type)
  const to = transition.target?.startsWith('#') ? { to: transition.target.slice(1) } : {}
  const base = { event, verb, ...to, ...(description === undefined ? {} : { label: description }) }
  const entry = guard?.type === 'entryOpen' ? { needs: guard.params?.['entry'] as DeclaredEntry } : {}
  const into = find('failInto')
  if (into) {
    const rollback = description === 'rollback'
    exits.push({ ...base, ...entry, kind: rollback ? 'rollback' : 'branch', enters: into.params?.['entry'] as EntryTarget, ...(into.params && 'from' in into.params ? { from: into.params['from'] as string | null } : {}) })
  } else if (find('propose')) {
    const { needs } = entry
    exits.push({ ...base, kind: 'propose', ...(needs ? { needs, enters: { key: needs.key, branch: needs.branch } } : {}) })
  } else if (find('enterInside')) exits.push({ ...base, kind: 'inside' })
  else if (find('leave')) exits.push({ ...base, kind: 'goto' })
  else if (find('backOff')) exits.push({ ...base, kind: 'again' })
  else if (find('hold')) exits.push({ ...base, kind: 'hold' })
  else if (find('mark')?.params?.['code'] === STATUS.degraded) exits.push({ ...base, kind: 'degrade' })
  else exits.push({ ...base, kind: transition.target?.startsWith('#') ? 'next' : 'wait' })
}

/** Every state that has an id, by it. */
export function statesById(config: StateConfig): ReadonlyMap<string, StateConfig> {
  const found = new Map<string, StateConfig>()
  const visit = (state: StateConfig): void => {
    if (state.id !== undefined) found.set(state.id, state)
    for (const inner of Object.values(state.states ?? {})) visit(inner)
  }
  visit(config)
  return found
}
