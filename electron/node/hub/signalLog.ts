/**
 * What running attempts say while they run: their last lines, how far they are, what was announced. Lost without harm. The same for the
 * terminal's view and for pages: one shows plain lines, the others the text with its colours.
 */
import { stripVTControlCharacters } from 'node:util'
import type { StepId } from '../../core/ports.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import type { Signs } from '../../core/view/signs.ts'
import type { DrivenRun } from '../drivenRun.ts'

export interface Tail {
  readonly step: StepId
  readonly attempt: number
  readonly text: string
  /** There was more before it. */
  readonly cut: boolean
}

export interface SignalLog {
  of(step: StepId, attempt: number): Signs
  /** What was said last, attempt by attempt, the latest last. */
  tails(): readonly Tail[]
  take(signal: StepSignal): void
}

const KEPT_LINES = 100
/** A line may be long: of all lines together no more than this is kept, in characters. */
const KEPT_CHARACTERS = 64 * 1024
/** A run of thousands of steps need not remember what its first ones said. */
const KEPT_ATTEMPTS = 48
const SILENT: Signs = { lines: [] }

interface Said {
  readonly step: StepId
  readonly attempt: number
  text: string
  cut: boolean
  /** The same as plain lines, once somebody has asked. */
  lines: readonly string[] | undefined
  progress?: Signs['progress']
  announcement?: Signs['announcement']
}

/** Listens to `source` from now on: as soon as a run is driven, for a program that is taken up again says at once all that it has said so far. */
export function createSignalLog(source?: Pick<DrivenRun, 'onSignal'>): SignalLog {
  const kept = new Map<string, Said>()
  source?.onSignal(take)

  function said({ step, attempt }: Pick<StepSignal, 'step' | 'attempt'>): Said {
    const key = `${step}/${attempt}`
    const known = kept.get(key)
    if (known) return known
    const fresh: Said = { step, attempt, text: '', cut: false, lines: undefined }
    kept.set(key, fresh)
    const [oldest] = kept.keys()
    if (kept.size > KEPT_ATTEMPTS && oldest !== undefined) kept.delete(oldest)
    return fresh
  }

  return {
    of(step, attempt) {
      const one = kept.get(`${step}/${attempt}`)
      if (!one) return SILENT
      // The last line is open: it is empty after a newline.
      one.lines ??= one.text === '' ? [] : stripVTControlCharacters(one.text).split('\n')
      const { lines, progress, announcement } = one
      return { lines, ...(progress ? { progress } : {}), ...(announcement ? { announcement } : {}) }
    },
    tails: () => [...kept.values()].filter(({ text }) => text !== '').map(({ step, attempt, text, cut }) => ({ step, attempt, text, cut })),
    take,
  }

  function take(signal: StepSignal): void {
    const one = said(signal)
    switch (signal.type) {
      case 'output': {
        const text = lastOf(one.text + signal.text)
        one.cut ||= text.length < one.text.length + signal.text.length
        one.text = text
        one.lines = undefined
        break
      }
      case 'progress': {
        const { done, total, rate } = signal
        one.progress = { ...one.progress, ...(done === undefined ? {} : { done }), ...(total === undefined ? {} : { total }), ...(rate === undefined ? {} : { rate }) }
        break
      }
      case 'announcement':
        one.announcement = { audience: signal.audience, text: signal.text, sent: signal.sent }
    }
  }
}

/** Whole lines, as long as one line alone is not too much. */
export function lastOf(text: string, mostLines = KEPT_LINES, mostCharacters = KEPT_CHARACTERS): string {
  let from = 0
  let at = text.length
  for (let line = 0; line < mostLines; line += 1) {
    if (at === 0) break
    at = text.lastIndexOf('\n', at - 1)
    if (at === -1) break
    if (line === mostLines - 1) from = at + 1
  }
  if (text.length - from > mostCharacters) {
    const start = text.length - mostCharacters
    const newline = text.indexOf('\n', start)
    from = newline === -1 || newline === text.length - 1 ? startOfCharacter(text, start) : newline + 1
  }
  return from === 0 ? text : text.slice(from)
}

function startOfCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}
