/** A run as plain lines on stderr: each step's start and end, what people and the machine decide, and the expected end now and then. */
import type { RunEvent } from '../core/run/events.ts'
import { eventOf, type RunState, type SplitState } from '../core/run/state.ts'
import type { Forecast } from '../core/forecast/forecast.ts'
import type { DrivenRun } from '../node/drivenRun.ts'
import { showText } from '../node/showText.ts'
import { clockTime, delta, duration } from './durations.ts'
import { paintError, tell } from './output.ts'

export interface ProgressOptions {
  readonly wallMs: () => number
  readonly forecast: () => Forecast
}

/** Between two expected ends, ms. */
const ETA_EVERY_MS = 5_000

/** Prints until the returned function is called. */
export function printProgress(driven: DrivenRun, { wallMs, forecast }: ProgressOptions): () => void {
  let printed: readonly SplitState[] = []
  let etaAt = -Infinity
  const say = (text: string): void => tell(`${paintError('dim', clockTime(wallMs()))}  ${text}`)

  function look(state: RunState): void {
    // What ended before this process took the run up is no news.
    const since = state.gaps.at(-1)?.to ?? 0
    state.splits.forEach((split, index) => {
      const before = printed[index]
      if (split === before || (split.to ?? since) < since) return
      if (before === undefined && split.outcome === undefined) say(`> ${split.step}${split.attempt > 1 ? `, attempt ${split.attempt}` : ''}: ${titleOf(driven, split)}`)
      if (split.outcome !== undefined && split.outcome !== before?.outcome) say(endOfStep(driven, split))
    })
    printed = state.splits
  }

  function eta(state: RunState): void {
    const now = driven.engine.now()
    if (now - etaAt < ETA_EVERY_MS || state.endedAt !== undefined) return
    etaAt = now
    const { total } = forecast()
    if (total) say(paintError('cyan', `ends ${clockTime(wallMs() + total.p50Ms - now)} (P50) to ${clockTime(wallMs() + total.p90Ms - now)} (P90), ${duration(Math.max(0, total.p50Ms - now))} to go`))
  }

  look(driven.engine.state)
  eta(driven.engine.state)
  const ends = [
    driven.engine.subscribe((record, state) => {
      const event = eventOf(record)
      const line = lineOf(event, record.actor.name)
      if (line !== undefined) say(line)
      look(state)
      if (event.type === 'step.ended') eta(state)
    }),
    driven.onSignal((signal) => {
      if (signal.type === 'announcement') say(`${signal.sent ? 'sent' : 'shown here, not sent,'} to ${showText(signal.audience)}: ${showText(signal.text)}`)
    }),
  ]
  return () => {
    for (const end of ends) end()
  }
}

function titleOf(driven: DrivenRun, split: SplitState): string {
  return showText(driven.compiled.layout.place(split.step).step.title)
}

const MARKS: Readonly<Record<string, string>> = { done: '+', skipped: '-', 'passed-over': '-', undone: '-', stopped: '-' }

function endOfStep(driven: DrivenRun, split: SplitState): string {
  const outcome = split.outcome ?? ''
  const { plannedMs } = driven.compiled.layout.place(split.step).step
  const took = (split.to ?? split.from) - split.from
  const times = split.attempt === 0 ? '' : ` ${duration(took)}${plannedMs === undefined ? '' : ` (${delta(took - plannedMs)} to plan)`}`
  const mark = MARKS[outcome] ?? '!'
  const text = `${mark} ${split.step} ${outcome}${times}${split.message !== undefined && mark === '!' ? `: ${showText(split.message)}` : ''}`
  return mark === '!' ? paintError('yellow', text) : text
}

/** What is not a step's start or end. */
function lineOf(event: RunEvent, by: string): string | undefined {
  const who = showText(by)
  switch (event.type) {
    case 'rollback.started':
    case 'rollback.accepted':
      return `rollback by ${who}${event.authorised === undefined ? '' : `, as ${showText(event.authorised.by)} said`}: ${showText(event.reason)}`
    case 'deadline.near':
      return `a rollback (${event.branch}) fits the window until ${clockTime(event.safeAt)}, ${duration(event.leftMs)} more${event.evidence === 'low' ? ', low evidence' : ''}`
    case 'deadline.over':
      return `a rollback (${event.branch}) fitted the window until ${clockTime(event.safeAt)}${event.evidence === 'low' ? ', low evidence' : ''}; it is still possible, it only ends late`
    case 'deadline.cleared':
      return `a rollback (${event.branch}) fits the window again, until ${clockTime(event.safeAt)}`
    case 'branch.started':
      return `branch ${event.branch} by ${who}: ${showText(event.reason)}`
    case 'decision.made':
      return `${event.step}: ${showText(event.outcome)} (${who})`
    case 'gate.voted':
      return `${event.step}: ${showText(event.role)} says ${event.vote} (${who})`
    case 'gate.reopened':
      return `${event.step}: asks ${event.roles.map(showText).join(', ')} again: ${showText(event.why)}`
    case 'inject.laid':
      return `an inject lies ready (${who})`
    case 'inject.detected':
      return `inject ${event.inject} is seen by ${who}${event.what === undefined ? '' : `: ${showText(event.what)}`}`
    case 'step.undecided':
      return `${event.step}: nobody decided within ${duration(event.afterMs)} what follows from its failure, the run is on hold`
    case 'step.degraded':
      return `${event.step} is gone on without, by ${who}: ${showText(event.reason)}`
    case 'step.doubted':
      return `${event.step} took ${duration(event.tookMs)}, and never less than ${duration(event.fastestMs)} before: did it really run?`
    case 'step.vouched':
      return `${event.step} ${event.ran ? 'really ran' : 'did not really run'}, says ${who}${event.reason === undefined ? '' : `: ${showText(event.reason)}`}`
    case 'inject.drawn':
      return `inject ${event.inject} at ${event.step}: ${showText(event.symptom)}`
    case 'run.held':
      return `on hold by ${who}: ${showText(event.reason)}`
    case 'run.released':
      return `released by ${who}${event.over ? `, although ${event.over.join(', ')} failed` : ''}${event.reason === undefined ? '' : `: ${showText(event.reason)}`}`
    case 'run.abandoned':
      return `abandoned by ${who}: ${showText(event.reason)}`
    case 'run.stopped':
      return `stopped: ${showText(event.reason)}`
    case 'step.due':
      return `${event.step}: next attempt`
    case 'clock.jumped':
      return `the clock jumped by ${delta(event.byMs)}, or the machine slept`
    default:
      return undefined
  }
}
