/** What a command wants to know before it is given. One question at a time stands on the screen. */
import type { StepVerb } from '../../../electron/contract/shapes/run.ts'

/** Wants a reason and nothing else. */
export type Reasoned =
  | { readonly what: 'fail' | 'skip' | 'accept'; readonly step: string }
  | { readonly what: 'choose'; readonly step: string; readonly outcome: string }
  | { readonly what: 'vote'; readonly step: string; readonly role: string; readonly vote: 'no-go' | 'go-with-risk' }
  | { readonly what: 'hold' }

export type Asked =
  | Reasoned
  | { readonly what: 'done' | 'crossing' | 'branch' | 'goto'; readonly step: string }
  | { readonly what: 'abandon' | 'recycle' | 'amend' | 'rollback' }

/** Verbs that a single letter may stand for; what is dangerous has none. */
export const STEP_KEYS: Readonly<Partial<Record<StepVerb, string>>> = { start: 's', done: 'd', fail: 'f', retry: 'r', skip: 'x' }
export const RUN_KEYS = { hold: 'h', release: 'g', undo: 'u', note: 'n', next: 'j', back: 'k' } as const
