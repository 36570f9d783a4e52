/** What happened. A run is its events: everything else is computed from them. Times stand on the record, not in here. */
import type { AttemptEnd, Json, Sha256, StepId } from '../ports.ts'
import type { DeadlineFacts, DeadlineNews } from './deadline.ts'
import type { Verdicts } from './verdict.ts'

export type Mode = 'tabletop' | 'rehearsal' | 'live' | 'simulation'

/** What a run is, fixed at its start. */
export interface RunFacts {
  readonly runbook: string
  /** Of the runbook's bytes. */
  readonly sha256: Sha256
  readonly mode: Mode
  readonly environment: string | null
  readonly inputs: Readonly<Record<string, string>>
  /** Real path of the runbook file: programs run in its folder. */
  readonly file: string
  /** Of the approved bytes (see docs on trust); absent where nothing executes. */
  readonly trust?: Sha256
  /** The tool answers for people (rehearsals and simulations only). */
  readonly auto: boolean
  /** Rehearsals: the rollback is started when this step is about to start. */
  readonly rollbackAt?: StepId
  readonly seed?: number
  /** What a time without a driver counts as, where it was said beforehand. */
  readonly gap?: GapKind
  /** Rehearsals: drawn when their step runs. */
  readonly injects?: readonly string[]
  /** Wall ms: the change window of a live run, or start + length of a rehearsal. */
  readonly window?: { readonly startsAt: number; readonly endsAt: number; readonly safetyFloorMs: number }
  /** Version of the app that started it. */
  readonly app?: string
}

export type RunEvent =
  | ({ readonly type: 'run.started' } & RunFacts)
  | { readonly type: 'step.started'; readonly step: StepId; readonly attempt: number }
  | ({ readonly type: 'step.ended'; readonly step: StepId; readonly attempt: number; readonly outcome: AttemptEnd['outcome'] | 'lost' } & EndDetails & Forced)
  | ({ readonly type: 'step.timed-out'; readonly step: StepId; readonly attempt: number; readonly afterMs: number } & Forced)
  | ({ readonly type: 'step.cancelled'; readonly step: StepId; readonly attempt: number; readonly reason: string } & Forced)
  | ({ readonly type: 'step.gone'; readonly step: StepId; readonly attempt: number } & EndDetails)
  | { readonly type: 'step.due'; readonly step: StepId }
  | { readonly type: 'step.retried'; readonly step: StepId; readonly reason?: string }
  | { readonly type: 'step.skipped'; readonly step: StepId; readonly reason: string }
  /** A person goes on without what a failed check speaks for. */
  | { readonly type: 'step.degraded'; readonly step: StepId; readonly reason: string }
  /** Nobody decided in time what follows from a failed check of an important component: the run holds. */
  | { readonly type: 'step.undecided'; readonly step: StepId; readonly attempt: number; readonly afterMs: number }
  /** Done so much faster than ever that somebody is asked whether it really ran. */
  | { readonly type: 'step.doubted'; readonly step: StepId; readonly attempt: number; readonly tookMs: number; readonly fastestMs: number }
  | { readonly type: 'step.vouched'; readonly step: StepId; readonly attempt: number; readonly ran: boolean; readonly reason?: string }
  | { readonly type: 'step.expired'; readonly step: StepId; readonly attempt: number }
  | { readonly type: 'step.amended'; readonly step: StepId; readonly attempt: number; readonly endedAt: number; readonly reason: string }
  | { readonly type: 'decision.made'; readonly step: StepId; readonly attempt: number; readonly outcome: string; readonly reason?: string }
  | { readonly type: 'gate.voted'; readonly step: StepId; readonly attempt: number; readonly role: string; readonly vote: Vote; readonly reason?: string; readonly closes?: 'go' | 'no-go'; readonly until?: number; readonly rests?: Verdicts }
  /** These votes count no more: what they rest on got worse (`rows`), or their time is over. */
  | { readonly type: 'gate.reopened'; readonly step: StepId; readonly attempt: number; readonly roles: readonly string[]; readonly why: string; readonly rows?: readonly string[] }
  /** A card lies ready: it is drawn when its step runs. */
  | { readonly type: 'inject.laid'; readonly inject: string }
  | { readonly type: 'inject.drawn'; readonly inject: string; readonly step: StepId; readonly symptom: string }
  /** Somebody says that they see it, and what they take it for. */
  | { readonly type: 'inject.detected'; readonly inject: string; readonly what?: string }
  | ({ readonly type: 'rollback.started'; readonly reason: string } & GoingBack)
  | ({ readonly type: 'rollback.accepted'; readonly step: StepId; readonly reason: string } & GoingBack)
  /** Until when a rollback fits the window: it comes near, is over, or has moved out again. */
  | ({ readonly type: `deadline.${DeadlineNews}` } & DeadlineFacts)
  | { readonly type: 'branch.started'; readonly branch: string; readonly from: StepId; readonly reason: string }
  | { readonly type: 'step.left'; readonly from: StepId; readonly to: StepId; readonly reason: string }
  | { readonly type: 'run.recycled'; readonly to: StepId; readonly reason: string }
  | { readonly type: 'crossing.answered'; readonly step: StepId; readonly took: 'yes' | 'no' | 'unknown'; readonly second?: string }
  | { readonly type: 'outcome.undone'; readonly seq: number; readonly dropped: readonly number[] }
  | { readonly type: 'run.held'; readonly reason: string }
  /** `over`: failed checks whose tier held the run, and that it goes on in spite of. */
  | { readonly type: 'run.released'; readonly reason?: string; readonly over?: readonly StepId[] }
  | { readonly type: 'run.abandoned'; readonly reason: string }
  | { readonly type: 'run.stopped'; readonly reason: string }
  /** `lostEvents`: so many were on disk once and are gone; somebody has looked, and goes on all the same. */
  | { readonly type: 'run.resumed'; readonly auto: boolean; readonly outlived: readonly StepId[]; readonly lastSeenAt?: number; readonly takenOverFrom?: string; readonly lostEvents?: number }
  | { readonly type: 'gap.classified'; readonly seq: number; readonly as: GapKind }
  | { readonly type: 'clock.jumped'; readonly byMs: number }
  | { readonly type: 'note.added'; readonly text: string; readonly step?: StepId }

/** The inject that made it happen. */
interface Forced {
  readonly inject?: string
}

/** What a rollback was started out of, and on whose word. */
export interface GoingBack {
  /** Steps that were present: what ran, waited or had failed. */
  readonly at?: readonly StepId[]
  /** Who said that it may be, and how, where somebody had to. */
  readonly authorised?: { readonly by: string; readonly how?: string }
  /** What the card said until when it fits (wall ms), and what that rests on. */
  readonly latestSafeAt?: number
  readonly evidence?: 'never' | 'low' | 'timed' | 'forward-only' | 'none'
}

export type Vote = 'go' | 'no-go' | 'go-with-risk'
export type GapKind = 'work' | 'outage'

/** What the runner said of the end, or a person filled in. */
export type EndDetails = Omit<AttemptEnd, 'outcome'> & { readonly fields?: { readonly [id: string]: Json } }

/** Events of people that a wrong click may have made: these can be undone (rule 11). */
export function isHumanOutcome(event: RunEvent, via: string): boolean {
  if (via === 'auto' || via === 'runthrough') return false
  switch (event.type) {
    case 'step.ended':
      return event.inject === undefined && (event.outcome === 'done' || event.outcome === 'failed')
    case 'step.skipped':
    case 'step.degraded':
    case 'decision.made':
    case 'gate.voted':
      return true
    default:
      return false
  }
}
