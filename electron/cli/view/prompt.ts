/** A question to a person before a command is given: one or more asks, answered one after the other. Pure: keys in, next state out. */
import type { PersonCommand } from '../../core/run/commands.ts'
import type { Tone } from './line.ts'
import { clusters, plain } from './width.ts'

export type Ask =
  | { readonly kind: 'text'; readonly id: string; readonly label: string; readonly required: boolean; check?(value: string, answers: Readonly<Record<string, string>>): string | undefined }
  /** `search`: too many to look through, what is typed narrows them. */
  | { readonly kind: 'choice'; readonly id: string; readonly label: string; readonly options: readonly Option[]; readonly search?: boolean }
  /** Something grave: the word has to be typed. */
  | { readonly kind: 'word'; readonly id: string; readonly word: string }
  | { readonly kind: 'confirm'; readonly id: string; readonly label: string }

export interface Option {
  readonly value: string
  readonly note?: string
}

export interface Prompt {
  readonly title: string
  readonly glyph: string
  readonly tone: Tone
  /** To be read before anything is answered. */
  readonly notes: readonly string[]
  readonly asks: readonly Ask[]
  command(answers: Readonly<Record<string, string>>): PersonCommand
  /** Told after it was accepted. */
  readonly said: string
}

export interface PromptState {
  readonly prompt: Prompt
  /** Index of the present ask. */
  readonly at: number
  readonly answers: Readonly<Record<string, string>>
  readonly text: readonly string[]
  readonly cursor: number
  /** Index among the options that what is typed has left. */
  readonly choice: number
  readonly problem: string | null
}

export interface KeyPress {
  readonly input: string
  readonly name: 'text' | 'enter' | 'escape' | 'backspace' | 'delete' | 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'tab' | 'back-tab' | 'clear' | 'interrupt' | 'redraw' | 'other'
}

export type PromptStep = { readonly then: 'ask'; readonly state: PromptState } | { readonly then: 'cancel' } | { readonly then: 'submit'; readonly state: PromptState; readonly command: PersonCommand }

export function openPrompt(prompt: Prompt): PromptState {
  return goTo({ prompt, at: 0, answers: {}, text: [], cursor: 0, choice: 0, problem: null }, 0)
}

/** Still open after the run refused the answers: at the last question, from which Shift-Tab leads back. */
export function refused(state: PromptState, problem: string): PromptState {
  return { ...state, problem }
}

export function optionsLeft(ask: Extract<Ask, { kind: 'choice' }>, text: readonly string[]): readonly Option[] {
  const wanted = text.join('').trim().toLowerCase()
  return ask.search && wanted !== '' ? ask.options.filter(({ value, note }) => `${value} ${note ?? ''}`.toLowerCase().includes(wanted)) : ask.options
}

export function pressInPrompt(state: PromptState, key: KeyPress): PromptStep {
  if (key.name === 'escape') return { then: 'cancel' }
  const ask = state.prompt.asks[state.at]
  if (!ask) return { then: 'cancel' }
  if (key.name === 'enter') return answer(state, ask)
  if (state.at > 0 && (key.name === 'back-tab' || (key.name === 'up' && ask.kind !== 'choice'))) return { then: 'ask', state: { ...goTo(state, state.at - 1), problem: null } }
  const next = ask.kind === 'choice' ? choose(state, ask, key) : ask.kind === 'confirm' ? state : edit(state, key)
  return { then: 'ask', state: { ...next, problem: null } }
}

function answer(state: PromptState, ask: Ask): PromptStep {
  const value = ask.kind === 'choice' ? (optionsLeft(ask, state.text)[state.choice]?.value ?? '') : state.text.join('').trim()
  const problem = (text: string): PromptStep => ({ then: 'ask', state: { ...state, problem: text } })
  if (ask.kind === 'word' && value !== ask.word) return problem(`Type ${ask.word} to go on, or Esc to let it be.`)
  if (ask.kind === 'text' && ask.required && value === '') return problem('It is wanted: it stands in the log for those who come after.')
  if (ask.kind === 'choice' && value === '') return problem('Nothing is called so.')
  const wrong = ask.kind === 'text' && value !== '' ? ask.check?.(value, state.answers) : undefined
  if (wrong !== undefined) return problem(wrong)
  const answered = { ...state, answers: { ...state.answers, [ask.id]: value }, problem: null }
  if (state.at + 1 < state.prompt.asks.length) return { then: 'ask', state: goTo(answered, state.at + 1) }
  return { then: 'submit', state: answered, command: state.prompt.command(answered.answers) }
}

function goTo(state: PromptState, at: number): PromptState {
  const ask = state.prompt.asks[at]
  const before = ask && ask.kind !== 'word' ? (state.answers[ask.id] ?? '') : ''
  const text = ask?.kind === 'choice' ? [] : clusters(before)
  const choice = ask?.kind === 'choice' ? Math.max(0, ask.options.findIndex(({ value }) => value === before)) : 0
  return { ...state, at, text, cursor: text.length, choice }
}

function choose(state: PromptState, ask: Extract<Ask, { kind: 'choice' }>, key: KeyPress): PromptState {
  if (ask.search && (key.name === 'text' || key.name === 'backspace' || key.name === 'delete' || key.name === 'clear')) return { ...edit(state, key), choice: 0 }
  const count = Math.max(1, optionsLeft(ask, state.text).length)
  const digit = Number(key.input)
  if (key.name === 'text' && Number.isInteger(digit) && digit >= 1 && digit <= count) return { ...state, choice: digit - 1 }
  const by = key.name === 'down' || key.name === 'right' || key.name === 'tab' ? 1 : key.name === 'up' || key.name === 'left' ? count - 1 : 0
  return { ...state, choice: (state.choice + by) % count }
}

function edit(state: PromptState, key: KeyPress): PromptState {
  const { text, cursor } = state
  const put = (next: readonly string[], at: number): PromptState => ({ ...state, text: next, cursor: at })
  switch (key.name) {
    case 'text': {
      const typed = clusters(plain(key.input))
      return put([...text.slice(0, cursor), ...typed, ...text.slice(cursor)], cursor + typed.length)
    }
    case 'backspace':
      return cursor === 0 ? state : put([...text.slice(0, cursor - 1), ...text.slice(cursor)], cursor - 1)
    case 'delete':
      return put([...text.slice(0, cursor), ...text.slice(cursor + 1)], cursor)
    case 'clear':
      return put([], 0)
    case 'left':
      return { ...state, cursor: Math.max(0, cursor - 1) }
    case 'right':
      return { ...state, cursor: Math.min(text.length, cursor + 1) }
    case 'home':
      return { ...state, cursor: 0 }
    case 'end':
      return { ...state, cursor: text.length }
    default:
      return state
  }
}
