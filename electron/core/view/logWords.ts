/** What happened, as a line of the log: who did it stands beside it, so a person's act has no subject, and a step's own has the step. */
import type { JournalRecord, StepId } from '../ports.ts'
import type { Layout } from '../machine/layout.ts'
import { tierActing, tierOf } from '../machine/policies.ts'
import { formatDuration } from '../runbook/duration.ts'
import type { Tier } from '../runbook/model.ts'
import type { EndDetails, GoingBack, RunEvent, Vote } from '../run/events.ts'
import { eventOf } from '../run/state.ts'

export type LogTone = 'quiet' | 'fine' | 'late' | 'failed' | 'rolling' | 'note' | 'announcement'

export interface LogWords {
  readonly tone: LogTone
  readonly text: string
  readonly step: StepId | null
}

/** `find`: an earlier record of the same run. */
export function logWords(record: JournalRecord, layout: Layout, find: (seq: number) => JournalRecord | undefined): LogWords {
  const event = eventOf(record)
  const [tone, text] = wordsOf(event, layout, find)
  return { tone, text, step: stepOf(event) }
}

type Words = readonly [LogTone, string]

const VOTES: Readonly<Record<Vote, string>> = { go: 'go', 'no-go': 'no-go', 'go-with-risk': 'go, with an accepted risk' }

function wordsOf(event: RunEvent, layout: Layout, find: (seq: number) => JournalRecord | undefined): Words {
  const title = (step: string): string => layout.find(step)?.step.title ?? step
  switch (event.type) {
    case 'run.started':
      return ['fine', `Started the ${event.mode === 'live' ? 'live run' : event.mode}${event.environment === null ? '' : ` on ${event.environment}`}`]
    case 'step.started':
      return ['quiet', `${title(event.step)} started${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`]
    case 'step.ended':
      return ended(event, title(event.step), layout)
    case 'step.timed-out':
      return ['failed', `${title(event.step)} timed out${event.inject === undefined ? '' : ', as the inject wants it'}${event.afterMs > 0 ? ` after ${formatDuration(event.afterMs)}` : ''}${tiered(layout, event.step, 'timeout')}`]
    case 'step.cancelled':
      if (event.inject !== undefined) return ['failed', `${title(event.step)} fails, as the inject wants it`]
      return ['failed', `Called off ${title(event.step)}: ${event.reason}`]
    case 'step.gone':
      return ['quiet', `Nothing of ${title(event.step)} runs any more`]
    case 'step.due':
      return ['quiet', `${title(event.step)} is due for its retry`]
    case 'step.retried':
      return ['quiet', `Retried ${title(event.step)}${because(event.reason)}`]
    case 'step.skipped':
      return ['late', `Skipped ${title(event.step)}${aTier(layout, event.step)}: ${event.reason}`]
    case 'step.degraded':
      return ['late', `Went on degraded without ${title(event.step)}${aTier(layout, event.step)}: ${event.reason}`]
    case 'step.undecided':
      return ['failed', `Nobody decided within ${formatDuration(event.afterMs)} what follows from ${title(event.step)}: the run is on hold`]
    case 'step.doubted':
      return ['late', `${title(event.step)} took ${shortly(event.tookMs)}, and never less than ${shortly(event.fastestMs)} before: did it really run?`]
    case 'step.vouched':
      return event.ran ? ['fine', `Yes, ${title(event.step)} really ran${because(event.reason)}`] : ['failed', `${title(event.step)} did not really run${because(event.reason)}`]
    case 'step.expired':
      return ['failed', `The time to answer ${title(event.step)} ran out`]
    case 'step.amended':
      return ['note', `Amended when ${title(event.step)} ended: ${event.reason}`]
    case 'decision.made':
      return ['fine', `Chose “${event.outcome}” at ${title(event.step)}${because(event.reason)}`]
    case 'gate.voted':
      return [event.vote === 'no-go' ? 'failed' : 'fine', `Voted ${VOTES[event.vote]} for ${event.role} at ${title(event.step)}${because(event.reason)}${closing(event.closes)}`]
    case 'gate.reopened':
      return ['late', `Reopened the vote of ${event.roles.join(', ')} at ${title(event.step)}: ${event.why}`]
    case 'inject.laid':
      return ['quiet', 'Laid a card: an inject is drawn when its step runs']
    case 'inject.detected':
      return ['note', `Detected the inject ${event.inject}${because(event.what)}`]
    case 'inject.drawn':
      return ['late', `The inject ${event.inject} struck ${title(event.step)}: ${event.symptom}`]
    case 'rollback.started':
      return ['rolling', `Started the rollback${onWord(event)}: ${event.reason}`]
    case 'rollback.accepted':
      return ['rolling', `Accepted the rollback that ${title(event.step)} proposed${onWord(event)}: ${event.reason}`]
    case 'deadline.near':
    case 'deadline.over':
    case 'deadline.cleared':
      return deadline(event, layout)
    case 'branch.started':
      return ['late', `Entered ${layout.runbook.branches.find(({ id }) => id === event.branch)?.title ?? event.branch} out of ${title(event.from)}: ${event.reason}`]
    case 'step.left':
      return ['late', `Went from ${title(event.from)} to ${title(event.to)}: ${event.reason}`]
    case 'run.recycled':
      return ['late', `Went back to ${title(event.to)}: ${event.reason}`]
    case 'crossing.answered':
      return crossing(event, title(event.step))
    case 'outcome.undone': {
      const undone = find(event.seq)
      return ['note', `Undid “${undone ? wordsOf(eventOf(undone), layout, () => undefined)[1] : `event ${event.seq}`}”`]
    }
    case 'run.held':
      return ['late', `Held the run: ${event.reason}`]
    case 'run.released':
      return event.over ? ['late', `Released the hold, although ${event.over.map(title).join(', ')} failed${because(event.reason)}`] : ['fine', `Released the hold${because(event.reason)}`]
    case 'run.abandoned':
      return ['failed', `Abandoned the run: ${event.reason}`]
    case 'run.stopped':
      return ['failed', `The run stands still: ${event.reason}`]
    case 'run.resumed':
      return resumed(event)
    case 'gap.classified':
      return ['note', event.as === 'work' ? 'Counted the time without a driver as work' : 'Counted the time without a driver as an outage']
    case 'clock.jumped':
      return ['late', `The clock jumped by ${event.byMs < 0 ? '−' : '+'}${formatDuration(Math.abs(event.byMs))}, or the machine slept`]
    case 'note.added':
      return ['note', event.step === undefined ? event.text : `${title(event.step)}: ${event.text}`]
  }
}

const because = (reason: string | undefined): string => (reason === undefined || reason === '' ? '' : `: ${reason}`)
/** Who said that it may be. */
const onWord = ({ authorised }: GoingBack): string => (authorised === undefined ? '' : `, as ${authorised.by} said${authorised.how === undefined ? '' : ` (${authorised.how})`}`)
const closing = (closes: 'go' | 'no-go' | undefined): string => (closes === undefined ? '' : closes === 'go' ? '; the gate is open' : '; the gate is closed')

function ended(event: Extract<RunEvent, { type: 'step.ended' }>, title: string, layout: Layout): Words {
  switch (event.outcome) {
    case 'done': {
      const step = layout.find(event.step)?.step
      if (step?.kind === 'announce') return ['announcement', `${title}: told ${step.audience}${event.told === undefined ? '' : ` “${event.told.trim()}”`}`]
      return ['fine', `${title} is done${noted(event)}`]
    }
    case 'failed':
      return ['failed', joined(`${title} failed${whyEnded(event)}${event.inject === undefined ? '' : ', as the inject wants it'}`, tiered(layout, event.step, 'failure'))]
    case 'stopped':
      return ['rolling', `${title} was stopped${whyEnded(event)}`]
    case 'lost':
      return ['failed', `${title} is lost${whyEnded(event)}`]
  }
}

const TIERS: Readonly<Record<Tier, string>> = {
  critical: '. Its component is critical: the run holds',
  important: '. Its component is important: somebody decides what follows',
  'nice-to-have': '. Its component is nice to have: the run goes on degraded',
}

/** What its tier makes of it, where the file leaves that to the tier. */
function tiered(layout: Layout, id: StepId, why: 'failure' | 'timeout'): string {
  const place = layout.find(id)
  const tier = place && place.branch?.kind !== 'rollback' ? tierActing(layout, place.step, why) : undefined
  return tier === undefined ? '' : TIERS[tier]
}

/** Two sentences with one stop between them. */
const joined = (first: string, second: string): string => (second === '' ? first : `${first.replace(/\.$/, '')}${second}`)

/** A person goes on without a check of this tier. */
function aTier(layout: Layout, id: StepId): string {
  const step = layout.find(id)?.step
  const tier = step && tierOf(layout, step)
  return tier === undefined ? '' : `, a check of ${tier === 'important' ? 'an' : 'a'} ${tier} component`
}

/** Nobody reads milliseconds of what takes seconds. */
const shortly = (ms: number): string => (ms < 10_000 ? `${(ms / 1000).toFixed(1)}s` : formatDuration(Math.round(ms / 1000) * 1000))

/** What a person filled in. */
function noted({ fields = {} }: EndDetails): string {
  const told = Object.entries(fields).map(([id, value]) => `${id} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return told.length === 0 ? '' : ` (${told.join(', ')})`
}

function whyEnded({ message, exitCode, signal }: EndDetails): string {
  const code = exitCode === undefined ? (signal === undefined ? '' : `ended by ${signal}`) : `exit code ${exitCode}`
  if (message === undefined || message === '') return code === '' ? '' : `: ${code}`
  return exitCode === undefined || message.includes(String(exitCode)) ? `: ${message}` : `: ${message} (${code})`
}

function crossing({ took, second }: Extract<RunEvent, { type: 'crossing.answered' }>, title: string): Words {
  const who = second === undefined ? '' : `, with ${second}`
  if (took === 'no') return ['fine', `${title} took no effect${who}: the way back is open`]
  return ['late', took === 'yes' ? `${title} took effect${who}` : `Nobody could say whether ${title} took effect${who}`]
}

/** The wall time stands beside the line; here is how long, and what that rests on. */
function deadline({ type, branch, evidence, rehearsals, p90Ms, leftMs }: Extract<RunEvent, { type: 'deadline.near' | 'deadline.over' | 'deadline.cleared' }>, layout: Layout): Words {
  const title = layout.runbook.branches.find(({ id }) => id === branch)?.title ?? branch
  const rests = `${title} takes up to ${formatDuration(inSeconds(p90Ms))}, ${evidence === 'low' ? 'low evidence, ' : ''}${rehearsals} ${rehearsals === 1 ? 'rehearsal' : 'rehearsals'}`
  if (type === 'deadline.near') return ['late', `A rollback fits the window for ${formatDuration(inSeconds(leftMs))} more (${rests})`]
  if (type === 'deadline.over') return ['failed', `A rollback no longer fits the window; it is still possible, it only ends late (${rests})`]
  return ['fine', `A rollback fits the window again, for ${formatDuration(inSeconds(leftMs))} more (${rests})`]
}

const inSeconds = (ms: number): number => Math.max(1000, Math.round(ms / 1000) * 1000)

function resumed({ takenOverFrom, lostEvents = 0, outlived }: Extract<RunEvent, { type: 'run.resumed' }>): Words {
  const lost = lostEvents === 0 ? '' : `; ${lostEvents} lost ${lostEvents === 1 ? 'event is' : 'events are'} gone without`
  const went = outlived.length === 0 ? '' : `; ${outlived.length} ${outlived.length === 1 ? 'program' : 'programs'} went on meanwhile`
  return ['late', `Took the run up again${takenOverFrom === undefined ? '' : ` after ${takenOverFrom}`}${went}${lost}`]
}

function stepOf(event: RunEvent): StepId | null {
  if ('step' in event && event.step !== undefined) return event.step
  if (event.type === 'step.left' || event.type === 'run.recycled') return event.to
  return event.type === 'branch.started' ? event.from : null
}
