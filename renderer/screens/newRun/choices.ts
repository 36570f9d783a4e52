/** What somebody says who starts a run, on which pages they are asked, and what is sent in the end. */
import type { Input } from '../../../electron/contract/api.ts'
import type { PlanEnvironment, PlanView } from '../../../electron/contract/shapes/plan.ts'
import { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'

export type Book = NonNullable<PlanView['book']>

/** As much of a plan as starting a run needs. */
export interface RunPlan {
  readonly file: string
  /** Of the bytes that were seen. */
  readonly sha256: string
  readonly trusted: boolean
  /** What speaks against a live run; empty where nothing does. */
  readonly notReady: readonly string[]
  readonly book: Pick<Book, 'id' | 'environments' | 'inputs' | 'injects' | 'unanswered'> & { readonly steps: readonly Pick<Book['steps'][number], 'id' | 'title' | 'phase' | 'group' | 'rollback'>[] }
}

export interface Choices {
  readonly mode: NewRunMode | null
  readonly environment: string | null
  readonly inputs: Readonly<Record<string, string>>
  /** Nobody is there: the runbook's own answers are taken. */
  readonly auto: boolean
  readonly rollbackAt: string | null
  readonly injects: readonly string[]
  /** The runbook's id, as typed. */
  readonly confirm: string
}

export const PAGES = ['mode', 'environment', 'inputs', 'options', 'trust', 'confirm', 'summary'] as const
export type Page = (typeof PAGES)[number]

/** The mode that an address names; null where it names none. */
export function modeIn(search: string): NewRunMode | null {
  return NewRunMode.safeParse(new URLSearchParams(search).get('mode')).data ?? null
}

/** A runbook that can't be compiled starts nothing. */
export function runPlanOf({ entry, book }: PlanView): RunPlan | null {
  return book && entry.sha256 !== null && entry.errors === 0 ? { file: entry.file, sha256: entry.sha256, trusted: entry.trusted, notReady: entry.ready ? [] : entry.notReady, book } : null
}

export function firstChoices({ book }: RunPlan, mode: NewRunMode | null): Choices {
  const choices: Choices = { mode: null, environment: null, inputs: inputsWith(book, {}), auto: false, rollbackAt: null, injects: [], confirm: '' }
  return mode === null ? choices : withMode(choices, book, mode)
}

/** Another mode keeps what was typed, and lets go of what it does not know. An environment that is the only one is taken. */
export function withMode(choices: Choices, book: RunPlan['book'], mode: NewRunMode): Choices {
  const usable = book.environments.filter((environment) => whyNotEnvironment(environment, mode) === null)
  const kept = usable.find(({ id }) => id === choices.environment) ?? (usable.length === 1 ? usable[0] : undefined)
  const live = mode === 'live'
  return {
    ...choices,
    mode,
    environment: mode === 'tabletop' ? null : (kept?.id ?? null),
    auto: mode === 'rehearsal' && choices.auto,
    rollbackAt: live ? null : choices.rollbackAt,
    injects: mode === 'rehearsal' ? choices.injects : [],
    confirm: live ? choices.confirm : '',
  }
}

/** The file is another one now: what still fits it is kept. */
export function withBook(choices: Choices, book: RunPlan['book']): Choices {
  const kept: Choices = {
    ...choices,
    environment: book.environments.some(({ id }) => id === choices.environment) ? choices.environment : null,
    inputs: inputsWith(book, choices.inputs),
    rollbackAt: book.steps.some(({ id }) => id === choices.rollbackAt) ? choices.rollbackAt : null,
    injects: choices.injects.filter((inject) => book.injects.includes(inject)),
    confirm: '',
  }
  return choices.mode === null ? kept : withMode(kept, book, choices.mode)
}

/** Every input that the runbook asks for, with what was typed, else its default. */
function inputsWith({ inputs }: RunPlan['book'], typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(inputs.map((input) => [input.id, (Object.hasOwn(typed, input.id) ? typed[input.id] : undefined) ?? input.default ?? '']))
}

/** Pages that ask something in this case, in order. */
export function pagesOf({ mode }: Choices, { trusted, book }: RunPlan): readonly Page[] {
  const asks: Readonly<Record<Page, boolean>> = {
    mode: true,
    environment: mode !== 'tabletop',
    inputs: book.inputs.length > 0,
    options: mode !== 'live',
    trust: mode !== 'tabletop' && !trusted,
    confirm: mode === 'live',
    summary: true,
  }
  return PAGES.filter((page) => asks[page])
}

/** Why a run of that kind can't be started, in words; null where it can. */
export function whyNotMode({ notReady, book: { environments } }: RunPlan, mode: NewRunMode): string | null {
  if (mode === 'tabletop') return null
  if (mode === 'rehearsal') return environments.some(({ live }) => !live) ? null : 'The runbook names no environment to rehearse against.'
  if (!environments.some(({ live }) => live)) return 'The runbook names no live environment.'
  return notReady.length === 0 ? null : `Not ready to go live. ${notReady.join(' ')}`
}

/** Why an environment can't be used in this mode, in words; null where it can. */
export function whyNotEnvironment({ id, live, secrets }: Pick<PlanEnvironment, 'id' | 'live' | 'secrets'>, mode: NewRunMode): string | null {
  if (mode === 'tabletop') return null
  if (mode === 'rehearsal' && live) return `${id} is live: nothing is ever rehearsed against it.`
  if (mode === 'live' && !live) return `${id} is not live: it is there for rehearsals.`
  const missing = secrets.filter(({ set }) => !set).map(({ name }) => name)
  if (missing.length === 0) return null
  return `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set where Runthrough runs. Set ${missing.length === 1 ? 'it' : 'them'} in its process environment, then start it again.`
}

/** What is sent. Only what belongs to the mode. */
export function startInput({ mode, environment, inputs, auto, rollbackAt, injects, confirm }: Choices, { file, sha256 }: RunPlan): Input<'run.start'> {
  if (mode === null) throw new Error('a run was started without a mode')
  return {
    file,
    sha256,
    mode,
    inputs: { ...inputs },
    ...(environment === null ? {} : { environment }),
    ...(auto ? { auto } : {}),
    ...(rollbackAt === null ? {} : { rollbackAt }),
    ...(injects.length === 0 ? {} : { injects: [...injects] }),
    ...(mode === 'live' ? { confirm: confirm.trim() } : {}),
  }
}
