/** What the attempts of a run write, bounded: the end of each, and only of the latest ones. */
import type { OutputFrame, OutputSnapshot } from '../../electron/contract/shapes/run.ts'

export interface Written {
  readonly step: string
  readonly attempt: number
  readonly text: string
  /** Its beginning is not on this page. */
  readonly cut: boolean
}

/** By `outputKey`, the one that wrote last at the end. */
export type OutputState = ReadonlyMap<string, Written>

/** Of each attempt, characters. */
export const MOST_CHARACTERS = 200_000
/** Cut by as much more at once, so that not each line copies all of it. */
const SLACK = 50_000
/** Attempts. */
export const MOST_ATTEMPTS = 40

export function outputKey(step: string, attempt: number): string {
  return `${attempt} ${step}`
}

export function outputState({ attempts }: OutputSnapshot): OutputState {
  return latest(new Map(attempts.map((one) => [outputKey(one.step, one.attempt), bounded(one)])))
}

export function applyOutput(state: OutputState, { step, attempt, text }: OutputFrame): OutputState {
  const key = outputKey(step, attempt)
  const before = state.get(key)
  const next = new Map(state)
  next.delete(key)
  next.set(key, bounded({ step, attempt, text: (before?.text ?? '') + text, cut: before?.cut ?? false }))
  return latest(next)
}

/** Cut at the beginning of a line, so that no colour sequence is broken. */
function bounded(written: Written): Written {
  const { text } = written
  if (text.length <= MOST_CHARACTERS + SLACK) return written
  const from = text.length - MOST_CHARACTERS
  const line = text.indexOf('\n', from)
  return { ...written, text: text.slice(line === -1 ? from : line + 1), cut: true }
}

function latest(state: Map<string, Written>): OutputState {
  for (const key of state.keys()) {
    if (state.size <= MOST_ATTEMPTS) break
    state.delete(key)
  }
  return state
}
