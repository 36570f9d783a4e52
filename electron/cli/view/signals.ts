/** What running attempts say while they run: their last lines, how far they are, what was announced. Lost without harm. */
import { stripVTControlCharacters } from 'node:util'
import type { StepId } from '../../core/ports.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import type { Signs } from '../../core/view/signs.ts'
import type { DrivenRun } from '../../node/drivenRun.ts'

export interface SignalLog {
  of(step: StepId, attempt: number): Signs
}

const KEPT_LINES = 100
const SILENT: Signs = { lines: [] }

/** The last of `lines` is open: chunks come cut anywhere, also within a line. */
function append(lines: readonly string[], text: string): string[] {
  const [first = '', ...rest] = text.split('\n')
  return [...lines.slice(0, -1), (lines.at(-1) ?? '') + first, ...rest].slice(-KEPT_LINES)
}

/** To be opened as soon as a run is driven: a program that is taken up again says at once all that it has said so far. */
export function createSignalLog({ onSignal }: Pick<DrivenRun, 'onSignal'>): SignalLog {
  const kept = new Map<string, Signs>()
  onSignal(take)
  return { of: (step, attempt) => kept.get(`${step}/${attempt}`) ?? SILENT }

  function take(signal: StepSignal): void {
    const key = `${signal.step}/${signal.attempt}`
    const before = kept.get(key) ?? SILENT
    switch (signal.type) {
      case 'output':
        kept.set(key, { ...before, lines: append(before.lines, stripVTControlCharacters(signal.text)) })
        break
      case 'progress': {
        const { done, total, rate } = signal
        kept.set(key, { ...before, progress: { ...before.progress, ...(done === undefined ? {} : { done }), ...(total === undefined ? {} : { total }), ...(rate === undefined ? {} : { rate }) } })
        break
      }
      case 'announcement':
        kept.set(key, { ...before, announcement: { audience: signal.audience, text: signal.text, sent: signal.sent } })
    }
  }
}
