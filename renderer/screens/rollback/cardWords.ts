/** The card in words: until when it fits and what that rests on, what comes before the first step, what is done and what is not. */
import type { RollbackCard, WayTime } from '../../../electron/contract/shapes/card.ts'
import type { RunNow, RunRow, WayBack } from '../../../electron/contract/shapes/run.ts'
import type { RunState } from '../../store/runState.ts'
import { formatSpan } from '../../ui/format.ts'
import type { Tone } from '../../ui/tone.ts'

/** What stands largest on the card. `at`: the time that belongs after the title. */
export interface Verdict {
  readonly tone: Tone
  readonly title: string
  readonly at: number | null
  readonly text: string
}

/** Lateness never refuses a rollback: it changes what is said. `startedAt`: of the run; times are wall ms. */
export function verdictOf(wayBack: WayBack | null, startedAt: number, now: number): Verdict {
  if (wayBack === null) return { tone: 'quiet', title: 'Until when it fits is being worked out', at: null, text: 'It can be started all the same.' }
  const { evidence, safeAt } = wayBack
  const late = 'It can still be started: it only ends late.'
  if (evidence === 'never') return { tone: 'late', title: 'Never rehearsed', at: null, text: 'Nobody knows how long this way back takes, or until when it fits the window. It can be started all the same.' }
  if (safeAt === null) return { tone: 'plain', title: 'No latest safe time', at: null, text: 'There is no change window, or nobody knows how long what runs will take.' }
  if (safeAt < startedAt) return { tone: 'failed', title: 'It never fits the window', at: null, text: late }
  if (now > safeAt) return { tone: 'failed', title: 'A rollback fitted until', at: safeAt, text: `That was ${formatSpan(now - safeAt)} ago. ${late}` }
  return { tone: 'rolling', title: 'A rollback fits until', at: safeAt, text: `${formatSpan(safeAt - now)} from now.` }
}

/** "3 s to 5 s"; null where nobody timed it. */
export function spanOf({ p50Ms, p90Ms }: Pick<WayTime, 'p50Ms' | 'p90Ms'>): string | null {
  if (p50Ms === null || p90Ms === null) return null
  const [from, to] = [formatSpan(p50Ms), formatSpan(p90Ms)]
  return from === to ? `about ${from}` : `${from} to ${to}`
}

/** What happens between the press and the first step, in sentences. */
export function beforeFirst({ stops, awaits }: Pick<RollbackCard, 'stops' | 'awaits'>, titleOf: (step: string) => string): string[] {
  const waits = awaits.map((one) => {
    const span = spanOf(one)
    return `${titleOf(one.step)} (${span === null ? 'nobody knows how long it still takes' : `${span} more`})`
  })
  return [
    ...(stops.length === 0 ? [] : [`Stops at once: ${stops.map(titleOf).join(', ')}.`]),
    ...(waits.length === 0 ? [] : [`Waits until this has ended by itself: ${waits.join(', ')}.`]),
    ...(stops.length + waits.length === 0 ? ['Nothing runs: the first step starts at once.'] : []),
  ]
}

export interface Progress {
  readonly over: readonly RunRow[]
  readonly present: readonly RunRow[]
  readonly ahead: readonly RunRow[]
}

/** Steps of the main path. */
export function progressOf({ rows, steps }: Pick<RunState, 'rows' | 'steps'>): Progress {
  const main = rows.filter(({ step }) => (steps.get(step)?.branch ?? null) === null)
  return {
    over: main.filter(({ present, mark }) => !present && mark !== 'ahead'),
    present: main.filter(({ present }) => present),
    ahead: main.filter(({ present, mark }) => !present && mark === 'ahead'),
  }
}

/** The rollback branch that is walked, or about to be; null while none is. */
export function walkedBranch({ fixed, now: { standing, present }, steps }: Pick<RunState, 'fixed' | 'now' | 'steps'>): RunState['fixed']['branches'][number] | null {
  const id = standing.is === 'branch' || standing.is === 'draining' ? standing.branch : present.map(({ step }) => steps.get(step)?.branch ?? null).find((branch) => branch !== null)
  return fixed.branches.find((one) => one.id === id && one.kind === 'rollback') ?? null
}

export function isOver(end: RunNow['end']): boolean {
  return end !== null && end !== 'stopped'
}
