/** The keys that mean something now. A key that is not here does nothing, and is not shown. */
import type { RunVerb, StepVerb } from '../../core/run/options.ts'
import type { Binding, Then } from './binding.ts'
import { menuItems, wayItems } from './menu.ts'
import type { ViewModel } from '../../core/view/model.ts'
import type { Present } from '../../core/view/present.ts'
import type { Prompt } from './prompt.ts'
import { choosePrompt, crossingPrompt, degradePrompt, donePrompt, failPrompt, gapPrompt, holdPrompt, notePrompt, rollbackPrompt, skipPrompt, startPrompt, votePrompt } from './prompts.ts'
import { detectPrompt, releasePrompt, vouchPrompt } from './watchPrompts.ts'

/** `selected`: the present step that the keys act on. */
export function bindings(model: ViewModel, selected: Present | undefined): Binding[] {
  const found: Binding[] = []
  if (selected) {
    for (const verb of selected.options.can) if (verb !== 'branch' && verb !== 'goto') found.push(ofStep(verb, selected, model))
    found.push(...wayItems(selected, model))
  }
  for (const verb of model.choices.run) if (verb === 'gap' || verb === 'release' || verb === 'undo' || verb === 'hold') found.push(ofRun(verb, model))
  const [unseen] = model.unseen
  const [doubt] = model.doubts
  if (unseen) found.push({ key: 'i', label: 'I see it', about: 'say that you see what went wrong, and what it is', then: { do: 'ask', prompt: () => detectPrompt(unseen.inject) } })
  if (doubt) found.push({ key: 'q', label: 'did it run?', about: `say whether ${doubt.model.id} really ran`, then: { do: 'ask', prompt: () => vouchPrompt(doubt) } })
  if (model.end === null) found.push({ key: 'n', label: 'note', about: 'write a note into the log', then: { do: 'ask', prompt: () => notePrompt(selected?.step.id) } })
  if (model.choices.run.includes('rollback')) found.push(ofRun('rollback', model))
  if (model.end === null && menuItems(model, selected).length > 0) found.push({ key: 'm', label: 'more', about: 'more: a branch, goto, recycle, a wrong time, abandon', then: { do: 'menu' } })
  if (model.present.length > 1) found.push({ key: 'Tab', label: 'next step', about: 'the keys act on another present step', then: { do: 'select' } })
  found.push({ key: 'c', label: `vs ${model.comparison}`, about: 'compare with plan, median, best or last', then: { do: 'compare' } })
  found.push({ key: '?', label: 'keys', about: 'this sheet', then: { do: 'help' } })
  return found
}

function ofStep(verb: Exclude<StepVerb, 'branch' | 'goto'>, { step, options, votes, mark }: Present, model: ViewModel): Binding {
  const ask = (prompt: () => Prompt): Then => ({ do: 'ask', prompt })
  switch (verb) {
    case 'start':
      return {
        key: 's',
        label: 'start',
        about: `start ${step.id}`,
        then: step.warning !== undefined || step.pointOfNoReturn ? ask(() => startPrompt(step)) : { do: 'command', command: { do: 'start', step: step.id }, said: `Started: ${step.title}` },
      }
    case 'done':
      return {
        key: 'd',
        label: 'done',
        about: `${step.id} is done`,
        then: step.kind === 'manual' && step.fields.length > 0 ? ask(() => donePrompt(step)) : { do: 'command', command: { do: 'done', step: step.id }, said: `Done: ${step.title}` },
      }
    case 'fail': {
      const callsOff = !options.can.includes('done') && step.kind !== 'gate' && step.kind !== 'decision' && mark !== 'armed'
      return { key: 'f', label: callsOff ? 'call off' : 'fail', about: callsOff ? `end the program of ${step.id}` : `${step.id} failed`, then: ask(() => failPrompt(step, callsOff)) }
    }
    case 'retry':
      return { key: 'r', label: 'retry', about: `run ${step.id} again`, then: { do: 'command', command: { do: 'retry', step: step.id }, said: `Again: ${step.title}` } }
    case 'skip':
      return { key: 'k', label: 'skip', about: `go on without ${step.id}, with a reason`, then: ask(() => skipPrompt(step)) }
    case 'degrade':
      return { key: 'w', label: 'go on without', about: `go on degraded without ${step.id}, with a reason`, then: ask(() => degradePrompt(step)) }
    case 'choose':
      return { key: 'o', label: 'decide', about: 'choose an outcome', then: ask(() => choosePrompt(step as Extract<typeof step, { kind: 'decision' }>, options.outcomes ?? [])) }
    case 'vote':
      return { key: 'v', label: 'vote', about: 'vote for a role', then: ask(() => votePrompt(step, options.roles ?? [], Object.fromEntries(votes.map(({ role, vote }) => [role, vote])))) }
    case 'accept':
      return { key: 'y', label: 'accept rollback', about: 'start the rollback that is proposed', then: ask(() => rollbackPrompt(model.choices.rollback, step.id)) }
    case 'crossing':
      return { key: 'e', label: 'took effect?', about: `say whether ${step.id} took effect`, then: ask(() => crossingPrompt(step)) }
  }
}

function ofRun(verb: Exclude<RunVerb, 'recycle' | 'amend' | 'abandon' | 'draw'>, model: ViewModel): Binding {
  switch (verb) {
    case 'hold':
      return { key: 'h', label: 'hold', about: 'nothing new starts', then: { do: 'ask', prompt: () => holdPrompt } }
    case 'release':
      return { key: 'h', label: 'release', about: 'end the hold', then: releases(model) }
    case 'undo':
      return { key: 'u', label: 'undo', about: 'take back the last click', then: { do: 'command', command: { do: 'undo' }, said: 'Undone: the last click is taken back.' } }
    case 'gap':
      return { key: 'g', label: 'gap', about: 'was the gap work or an outage?', then: { do: 'ask', prompt: () => gapPrompt } }
    case 'rollback':
      return { key: 'R', label: 'roll back', about: 'start the rollback (asks for the word)', then: { do: 'ask', prompt: () => rollbackPrompt(model.choices.rollback) } }
  }
}

/** In spite of a failed check only with a reason. */
function releases({ choices }: ViewModel): Then {
  const over = choices.releaseOver()
  return over.length > 0 ? { do: 'ask', prompt: () => releasePrompt(over) } : { do: 'command', command: { do: 'release' }, said: 'Released: the run goes on.' }
}

/** Enter starts what waits for its Start, and nothing else. What warns wants `s` first, so that no double Enter starts it unread. */
export function bindingFor(found: readonly Binding[], input: string, enter: boolean): Binding | undefined {
  return found.find(({ key, then }) => (enter ? key === 's' && then.do === 'command' : key === input))
}
