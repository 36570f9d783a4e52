/** What the view remembers besides the run, and what a key press does to it. Talks to the run through `submit` alone. */
import { RunthroughError } from '../../core/errors.ts'
import type { StepId } from '../../core/ports.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import type { Message } from './bottomPane.ts'
import { COMPARISONS, type ComparisonName } from '../../core/view/input.ts'
import type { Binding, Then } from './binding.ts'
import { bindingFor, bindings } from './keys.ts'
import { menuItems, type Menu } from './menu.ts'
import type { ViewModel } from '../../core/view/model.ts'
import type { Present } from '../../core/view/present.ts'
import { openPrompt, pressInPrompt, refused, type KeyPress, type PromptState } from './prompt.ts'

export interface ControlState {
  readonly comparison: ComparisonName
  readonly selected: StepId | null
  readonly prompt: PromptState | null
  readonly message: Message | null
  readonly help: boolean
  /** The row that Enter takes in the open menu; null while it is closed. */
  readonly menu: number | null
}

export const AT_FIRST: ControlState = { comparison: 'plan', selected: null, prompt: null, message: null, help: false, menu: null }

/** The present step that the keys act on: the chosen one while it is present, else the first. */
export function selectedOf(model: ViewModel, { selected }: ControlState): Present | undefined {
  return model.present.find(({ step }) => step.id === selected) ?? model.present[0]
}

export function press(state: ControlState, key: KeyPress, model: ViewModel, submit: (command: PersonCommand) => void): ControlState {
  if (state.help) return { ...state, help: false }
  if (state.prompt) return pressAsked(state, state.prompt, key, model.nowWall, submit)
  if (state.menu !== null) return pressMenu(state, menuOf(model, state), key, model, submit)
  if (key.name === 'escape') return { ...state, message: null }
  const by = key.name === 'tab' || key.name === 'down' || key.name === 'right' ? 1 : key.name === 'back-tab' || key.name === 'up' || key.name === 'left' ? -1 : 0
  if (by !== 0) return select(state, model, by)
  // Pasted text is not a row of keys.
  if (key.name !== 'enter' && (key.name !== 'text' || key.input.length !== 1)) return state
  const found = bindingFor(bindings(model, selectedOf(model, state)), key.input, key.name === 'enter')
  return found ? act({ ...state, message: null }, found, model, submit) : state
}

/** The open menu: what the run no longer takes falls out of it. */
export function menuOf(model: ViewModel, state: ControlState): Menu | null {
  if (state.menu === null) return null
  const items = menuItems(model, selectedOf(model, state))
  return { items, at: Math.max(0, Math.min(state.menu, items.length - 1)), note: model.choices.notEarlier() }
}

function pressMenu(state: ControlState, menu: Menu | null, key: KeyPress, model: ViewModel, submit: (command: PersonCommand) => void): ControlState {
  if (!menu || menu.items.length === 0 || key.name === 'escape' || key.input === 'm') return { ...state, menu: null }
  const { items, at } = menu
  const by = key.name === 'down' || key.name === 'tab' ? 1 : key.name === 'up' || key.name === 'back-tab' ? items.length - 1 : 0
  const chosen = key.name === 'enter' ? items[at] : items.find((item) => key.name === 'text' && item.key === key.input)
  return chosen ? act({ ...state, menu: null }, chosen, model, submit) : { ...state, menu: (at + by) % items.length }
}

function act(state: ControlState, { then }: Binding, model: ViewModel, submit: (command: PersonCommand) => void): ControlState {
  switch (then.do) {
    case 'command':
      return told(state, then, model.nowWall, submit)
    case 'ask':
      return { ...state, prompt: openPrompt(then.prompt()) }
    case 'select':
      return select(state, model, 1)
    case 'compare':
      return { ...state, comparison: COMPARISONS[(COMPARISONS.indexOf(state.comparison) + 1) % COMPARISONS.length] ?? 'plan' }
    case 'help':
      return { ...state, help: true }
    case 'menu':
      return { ...state, menu: 0 }
  }
}

function told(state: ControlState, { command, said }: Extract<Then, { do: 'command' }>, now: number, submit: (command: PersonCommand) => void): ControlState {
  const refusal = refusalOf(() => submit(command))
  return { ...state, message: refusal ? refusedMessage(refusal, now) : { text: said, tone: 'fine', at: now } }
}

function pressAsked(state: ControlState, prompt: PromptState, key: KeyPress, now: number, submit: (command: PersonCommand) => void): ControlState {
  const step = pressInPrompt(prompt, key)
  if (step.then === 'ask') return { ...state, prompt: step.state }
  if (step.then === 'cancel') return { ...state, prompt: null }
  const refusal = refusalOf(() => submit(step.command))
  if (!refusal) return { ...state, prompt: null, message: { text: prompt.prompt.said, tone: 'fine', at: now } }
  // Wrong words can be mended; what the run does not allow is told.
  if (refusal.code === 'bad-input') return { ...state, prompt: refused(step.state, `${refusal.message} ${refusal.hint}`) }
  return { ...state, prompt: null, message: refusedMessage(refusal, now) }
}

function select(state: ControlState, model: ViewModel, by: number): ControlState {
  const count = model.present.length
  if (count < 2) return state
  const at = model.present.findIndex(({ step }) => step.id === selectedOf(model, state)?.step.id)
  return { ...state, selected: model.present[(at + by + count) % count]?.step.id ?? null }
}

function refusalOf(act: () => void): RunthroughError | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof RunthroughError) return error
    throw error
  }
}

const refusedMessage = ({ message, hint }: RunthroughError, at: number): Message => ({ text: message, hint, tone: 'failed', at })
