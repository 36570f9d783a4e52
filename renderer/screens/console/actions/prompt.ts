/** A question to a person before a command is given: one or more asks, answered in one window. Pure: answers in, problem or command out. */
import type { Command } from '../../../../electron/contract/command.ts'
import type { Tone } from '../../../ui/tone.ts'

export type Answers = Readonly<Record<string, string>>

export interface TextAsk {
  readonly kind: 'text'
  readonly id: string
  readonly label: string
  readonly required: boolean
  readonly hint?: string
  /** What is wrong with it, in words. */
  check?(value: string, answers: Answers): string | null
}

export interface ChoiceAsk {
  readonly kind: 'choice'
  readonly id: string
  readonly label: string
  readonly options: readonly ChoiceOption[]
}

export interface ChoiceOption {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

export type Ask = TextAsk | ChoiceAsk

export interface Prompt {
  readonly title: string
  readonly tone: Tone
  /** To be read before anything is answered. */
  readonly notes: readonly string[]
  readonly asks: readonly Ask[]
  /** The verb: "Hold the run". */
  readonly confirm: string
  /** Something grave: held for 1.5 s, or this word typed. */
  readonly word?: string
  command(answers: Answers): Command
  /** Told after it was accepted. */
  readonly said: string
}

/** What is wrong with an answer, in words; null where nothing is. */
export function problemOf(ask: Ask, answers: Answers): string | null {
  const value = answerOf(ask, answers)
  if (ask.kind === 'choice') return ask.options.some((option) => option.value === value) ? null : 'Choose one.'
  if (value === '') return ask.required ? 'It is wanted: it stands in the log for those who come after.' : null
  return ask.check?.(value, answers) ?? null
}

/** The first thing that is wrong; null where the command can be given. */
export function firstProblem({ asks }: Prompt, answers: Answers): string | null {
  for (const ask of asks) {
    const problem = problemOf(ask, answers)
    if (problem !== null) return problem
  }
  return null
}

/** Without spaces around it. */
export function answerOf({ id }: Ask, answers: Answers): string {
  return (answers[id] ?? '').trim()
}

/** As the command takes them. */
export function trimmed({ asks }: Prompt, answers: Answers): Answers {
  return Object.fromEntries(asks.map((ask) => [ask.id, answerOf(ask, answers)]))
}
