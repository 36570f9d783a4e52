/** What can be done now, as buttons: exactly what the run takes and what this page's role may ask, the most fitting first. */
import { admits, COMMAND_ROLES, type Command } from '../../../../electron/contract/command.ts'
import type { Role } from '../../../../electron/contract/roles.ts'
import type { PresentStep, RunChoices, StepVerb } from '../../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import type { RunState } from '../../../store/runState.ts'
import type { ButtonTone } from '../../../ui/Button.tsx'
import type { IconName } from '../../../ui/icons.ts'
import type { Prompt } from './prompt.ts'
import { abandonPrompt, crossingPrompt, failPrompt, holdPrompt, rollbackPrompt, skipPrompt, startPrompt } from './prompts.ts'
import { degradePrompt, drawPrompt, releasePrompt } from './watchPrompts.ts'
import { amendPrompt, branchPrompt, gotoPrompt, recyclePrompt } from './wayPrompts.ts'

export type Then =
  | { readonly do: 'command'; readonly command: Command; readonly said: string }
  | { readonly do: 'ask'; readonly prompt: Prompt }
  /** Long lists are asked of the host first. `step`: what they are about. */
  | { readonly do: 'look-up'; readonly step: string | null; prompt(choices: RunChoices, now: number): Prompt }

export interface Action {
  readonly id: string
  readonly label: string
  /** A single letter; null for what is never one key. */
  readonly keys: string | null
  readonly icon: IconName
  readonly tone: ButtonTone
  /** It may be under way beside others: a role's vote keeps no other role waiting. */
  readonly beside?: boolean
  readonly then: Then
  /** Why it can't be done yet, in words. */
  readonly why?: string | null
}

type Scene = Pick<RunState, 'fixed' | 'now' | 'steps'>

/** Outcomes and votes are not among them: they are chosen where they stand. `fields`: what was filled in, by id. */
export function stepActions(scene: Scene, present: PresentStep, role: Role | null, fields: Readonly<Record<string, string>> = {}): Action[] {
  const step = scene.steps.get(present.step)
  if (!step) return []
  const found = present.can.filter((verb) => mayAt(scene, role, step, verb)).flatMap((verb) => ofStep(scene, present, step, verb, fields) ?? [])
  // What calls a program off, or says that something failed, is never what is done next by itself.
  const main = found.find(({ id }) => MAIN.has(id))
  return main ? [{ ...main, tone: main.id === 'accept' ? 'rolling' : 'primary' }, ...found.filter((action) => action !== main)] : found
}

const MAIN: ReadonlySet<string> = new Set<StepVerb>(['start', 'done', 'retry', 'accept', 'crossing'])

function ofStep({ fixed, now, steps }: Scene, { can, mark, branches }: PresentStep, step: StepFacts, verb: StepVerb, fields: Readonly<Record<string, string>>): Action | null {
  const ask = (prompt: Prompt): Then => ({ do: 'ask', prompt })
  switch (verb) {
    case 'start':
      return {
        id: verb,
        label: warns(step) ? 'Start …' : 'Start',
        keys: 'g',
        icon: 'play',
        tone: 'plain',
        then: warns(step) ? ask(startPrompt(step)) : { do: 'command', command: { do: 'start', step: step.id }, said: `Started: ${step.title}` },
      }
    case 'done':
      return { id: verb, label: 'Done', keys: 'd', icon: 'check', tone: 'plain', why: missing(step, fields), then: { do: 'command', command: doneCommand(step, fields), said: `Done: ${step.title}` } }
    case 'fail': {
      const callsOff = !can.includes('done') && step.kind !== 'gate' && step.kind !== 'decision' && mark !== 'armed'
      return { id: verb, label: callsOff ? 'Call off …' : 'Failed …', keys: 'f', icon: callsOff ? 'stop' : 'close', tone: 'plain', then: ask(failPrompt(step, callsOff)) }
    }
    case 'retry':
      return { id: verb, label: 'Retry', keys: 'r', icon: 'retry', tone: 'plain', then: { do: 'command', command: { do: 'retry', step: step.id }, said: `Again: ${step.title}` } }
    case 'skip':
      return { id: verb, label: 'Skip …', keys: 's', icon: 'skip', tone: 'plain', then: ask(skipPrompt(step)) }
    case 'degrade':
      return { id: verb, label: 'Go on without …', keys: 'w', icon: 'warning', tone: 'plain', then: ask(degradePrompt(step)) }
    case 'accept':
      return { id: verb, label: 'Accept the rollback …', keys: null, icon: 'rollback', tone: 'rolling', then: ask(rollbackPrompt(wayBackBranch(fixed, now), step.id)) }
    case 'crossing':
      return { id: verb, label: 'Did it take effect? …', keys: 'e', icon: 'info', tone: 'plain', then: ask(crossingPrompt(step)) }
    case 'branch':
      return { id: verb, label: 'Leave by a branch …', keys: 'b', icon: 'branch', tone: 'plain', then: ask(branchPrompt(step, fixed.branches.filter(({ id }) => branches.includes(id)))) }
    case 'goto':
      return { id: verb, label: 'Go to another step …', keys: 'j', icon: 'arrow-right', tone: 'plain', then: { do: 'look-up', step: step.id, prompt: (choices) => gotoPrompt(step, steps, choices) } }
    case 'choose':
    case 'vote':
      return null
  }
}

/** What stands beside the clocks: hold or release, undo. */
export function runActions({ now, steps }: Scene, role: Role | null): Action[] {
  const can = now.can.run.filter((verb) => may(role, verb))
  const found: Action[] = []
  if (can.includes('hold')) found.push({ id: 'hold', label: 'Hold …', keys: 'h', icon: 'hold', tone: 'plain', then: { do: 'ask', prompt: holdPrompt } })
  if (can.includes('release')) found.push({ id: 'release', label: 'Release', keys: 'g', icon: 'play', tone: 'plain', then: now.can.releaseOver.length > 0 ? { do: 'ask', prompt: releasePrompt(now.can.releaseOver.map((id) => steps.get(id)?.title ?? id)) } : { do: 'command', command: { do: 'release' }, said: 'Released: the run goes on.' } })
  if (can.includes('undo')) found.push({ id: 'undo', label: 'Undo', keys: 'u', icon: 'undo', tone: 'plain', then: { do: 'command', command: { do: 'undo' }, said: 'Undone: the last click is taken back.' } })
  return found
}

/** What is wanted seldom, behind the menu. */
export function rareActions({ now, steps }: Scene, role: Role | null): Action[] {
  const can = now.can.run.filter((verb) => may(role, verb))
  const found: Action[] = []
  if (can.includes('recycle')) found.push({ id: 'recycle', label: 'Go back to an earlier step …', keys: null, icon: 'arrow-left', tone: 'plain', then: { do: 'look-up', step: null, prompt: (choices) => recyclePrompt(steps, choices) } })
  if (can.includes('amend')) found.push({ id: 'amend', label: 'It really ended at …', keys: null, icon: 'edit', tone: 'plain', then: { do: 'look-up', step: null, prompt: (choices, at) => amendPrompt(steps, choices, at) } })
  if (can.includes('draw')) found.push({ id: 'draw', label: 'Draw an inject …', keys: null, icon: 'flag', tone: 'plain', then: { do: 'look-up', step: null, prompt: drawPrompt } })
  if (can.includes('abandon')) found.push({ id: 'abandon', label: 'Abandon the run …', keys: null, icon: 'stop', tone: 'danger', then: { do: 'ask', prompt: abandonPrompt } })
  return found
}

/** What the time was that nobody drove the run. */
export function gapActions({ now }: Scene, role: Role | null): Action[] {
  if (!now.can.run.includes('gap') || !may(role, 'gap')) return []
  return [
    { id: 'gap-work', label: 'It was work', keys: null, icon: 'check', tone: 'plain', then: { do: 'command', command: { do: 'gap', as: 'work' }, said: 'It counts as work: people went on meanwhile.' } },
    { id: 'gap-outage', label: 'It was an outage', keys: null, icon: 'close', tone: 'plain', then: { do: 'command', command: { do: 'gap', as: 'outage' }, said: 'It counts as an outage: for nobody.' } },
  ]
}

/** Started by a person at any time; null where none is possible, or not by this one. */
export function rollbackAction({ fixed, now }: Scene, role: Role | null): Action | null {
  if (!now.can.run.includes('rollback') || !may(role, 'rollback')) return null
  return { id: 'rollback', label: 'Roll back …', keys: null, icon: 'rollback', tone: 'rolling', then: { do: 'ask', prompt: rollbackPrompt(wayBackBranch(fixed, now)) } }
}

export function may(role: Role | null, what: Command['do']): boolean {
  return role !== null && COMMAND_ROLES[what].includes(role)
}

/** The rollback's link is good for the steps of the way back, too, while that is walked. */
export function mayAt({ fixed }: Pick<RunState, 'fixed'>, role: Role | null, step: Pick<StepFacts, 'branch'>, what: Command['do']): boolean {
  if (may(role, what)) return true
  return role !== null && admits(role, what) && fixed.branches.some(({ id, kind }) => id === step.branch && kind === 'rollback')
}

/** What is taken back by undo, as long as nothing has started because of it. */
export const UNDOABLE: ReadonlySet<Command['do']> = new Set(['done', 'fail', 'skip', 'degrade', 'choose', 'vote', 'goto', 'recycle', 'branch', 'crossing'])

function doneCommand(step: StepFacts, fields: Readonly<Record<string, string>>): Command {
  const filled = step.fields.flatMap(({ id }) => ((fields[id] ?? '').trim() === '' ? [] : [[id, (fields[id] ?? '').trim()] as const]))
  return { do: 'done', step: step.id, ...(filled.length > 0 ? { fields: Object.fromEntries(filled) } : {}) }
}

function missing({ fields: wanted }: StepFacts, fields: Readonly<Record<string, string>>): string | null {
  const empty = wanted.filter(({ id, required }) => required && (fields[id] ?? '').trim() === '')
  return empty.length === 0 ? null : `Fill in first: ${empty.map(({ title }) => title).join(', ')}`
}

function warns({ warning, pointOfNoReturn }: StepFacts): boolean {
  return warning !== null || pointOfNoReturn
}

function wayBackBranch(fixed: Scene['fixed'], now: Scene['now']) {
  return fixed.branches.find(({ id }) => id === now.can.rollback?.branch) ?? null
}
