/**
 * What a person must hear of once. An alert stands as long as what it tells of; the same thing keeps its id, so that it is told once. What
 * rests on a forecast comes and goes only across a margin: a number that trembles at a threshold tells nothing twice.
 */
import { formatDuration } from '../runbook/duration.ts'
import { MARGIN_MS, NEAR_MS, type DeadlineTold, type Told } from '../run/deadline.ts'
import type { MarkName } from './marks.ts'

export type AlertKind = 'overdue' | 'gate-waits' | 'doubt' | 'failed' | 'proposed' | 'window' | 'rollback-near' | 'rollback-over' | 'held' | 'ended' | 'gap' | 'fault'
export type AlertTone = 'now' | 'late' | 'failed' | 'rolling' | 'fine'

export interface Alert {
  readonly id: string
  readonly kind: AlertKind
  readonly tone: AlertTone
  /** Wall ms. */
  readonly at: number
  readonly step: string | null
  readonly text: string
}

export interface AlertStep {
  readonly step: string
  readonly title: string
  readonly attempt: number
  readonly mark: MarkName
  readonly why: string | null
  readonly proposed: boolean
  readonly failedAt: number | null
  readonly overdueAt: number | null
  /** Of a gate that is open: since when, and for whom it waits. */
  /** `nth`: how often votes were reopened: then it is told anew. */
  readonly polls: { readonly since: number; readonly nth?: number; readonly missing: readonly string[] } | null
}

/** Where the run stands; times are wall ms. */
export interface AlertGround {
  readonly now: number
  readonly end: { readonly outcome: string; readonly at: number; readonly because: string | null } | null
  readonly present: readonly AlertStep[]
  /** `nth`: the how manieth hold it is. */
  readonly held: { readonly nth: number; readonly since: number; readonly because: string | null } | null
  /** Steps of which nobody has said yet whether they really ran. */
  readonly doubts: readonly { readonly step: string; readonly title: string; readonly attempt: number; readonly at: number }[]
  readonly gap: { readonly seq: number; readonly ms: number; readonly at: number } | null
  /** 0…1; null where nobody knows. */
  readonly fitsWindow: number | null
  /** Below it the window is at risk. */
  readonly threshold: number
  /** Until when a rollback fits. */
  readonly safeAt: number | null
  /** It can't be driven from here any more. */
  readonly fault: { readonly at: number; readonly text: string } | null
}

/** What is standing of those alerts that have a margin: since when, and for the how manieth time. */
export type AlertMemory = Readonly<Record<'window' | 'rollback-near' | 'rollback-over', Told>>

/** `told`: what the run's journal says was told of its way back: a host that comes later says it neither again nor under another id. */
export function memoryOf({ near, over }: DeadlineTold): AlertMemory {
  return { window: { at: 0, nth: 0, stands: false }, 'rollback-near': near, 'rollback-over': over }
}

/** A chance must get so much better before it is fine again. */
const MARGIN = 0.05
/** 0.8 and 0.05 are a little more than 0.85. */
const ROUNDING = 1e-9

export interface Alerts {
  /** The latest last. */
  readonly alerts: readonly Alert[]
  readonly memory: AlertMemory
  /** Wall ms at which one comes by time alone; null where none does. */
  readonly nextAt: number | null
}

export function alertsOf(ground: AlertGround, before: AlertMemory): Alerts {
  const memory = remember(ground, before)
  const alerts = [...ofSteps(ground), ...ofRun(ground), ...ofMargins(ground, memory)].sort((a, b) => a.at - b.at)
  const coming = [...ground.present.map(({ overdueAt }) => overdueAt), ...(ground.safeAt === null ? [] : [ground.safeAt - NEAR_MS, ground.safeAt])].filter((at) => at !== null && at > ground.now)
  return { alerts, memory, nextAt: ground.end !== null || coming.length === 0 ? null : Math.min(...(coming as number[])) }
}

function remember({ now, end, fitsWindow, threshold, safeAt }: AlertGround, before: AlertMemory): AlertMemory {
  const over = end !== null
  const next = (known: Told, begins: boolean, clears: boolean): Told => {
    if (known.stands) return over || clears ? { ...known, stands: false } : known
    return !over && begins ? { at: now, nth: known.nth + 1, stands: true } : known
  }
  const leftMs = safeAt === null ? Infinity : safeAt - now
  return {
    // What nobody knows is no better than it was.
    window: next(before.window, fitsWindow !== null && fitsWindow < threshold, fitsWindow !== null && fitsWindow + ROUNDING >= Math.min(1, threshold + MARGIN)),
    // It stands on behind the graver one, so that it is not told anew where that one goes.
    'rollback-near': next(before['rollback-near'], leftMs <= NEAR_MS, safeAt === null || leftMs > NEAR_MS + MARGIN_MS),
    'rollback-over': next(before['rollback-over'], leftMs <= 0, safeAt === null || leftMs > MARGIN_MS),
  }
}

function ofMargins({ fitsWindow }: AlertGround, memory: AlertMemory): Alert[] {
  const texts: Readonly<Record<keyof AlertMemory, string>> = {
    window: fitsWindow === null ? 'The run may not end inside its window.' : `The run ends inside its window with only ${Math.round(fitsWindow * 100)} %.`,
    'rollback-near': `A rollback fits the window for less than ${formatDuration(NEAR_MS)} more.`,
    'rollback-over': 'A rollback no longer fits the window. It is still possible: it only ends late.',
  }
  return (Object.keys(texts) as (keyof AlertMemory)[]).flatMap((kind): Alert[] => {
    const { at, nth, stands } = memory[kind]
    const isShown = stands && !(kind === 'rollback-near' && memory['rollback-over'].stands)
    return isShown ? [{ id: `${kind}:${nth}`, kind, tone: kind === 'rollback-over' ? 'failed' : 'late', at, step: null, text: texts[kind] }] : []
  })
}

function ofSteps({ now, present }: AlertGround): Alert[] {
  return present.flatMap(({ step, title, attempt, mark, why, proposed, failedAt, overdueAt, polls }) => {
    const told: Alert[] = []
    const tell = (kind: AlertKind, tone: AlertTone, at: number, text: string): void => void told.push({ id: `${kind}:${step}:${attempt}`, kind, tone, at, step, text })
    if (proposed) tell('proposed', 'rolling', failedAt ?? now, `${title} failed: a rollback is proposed, and somebody decides.`)
    else if (failedAt !== null) tell('failed', 'failed', failedAt, `${title} ${FAILED[mark] ?? 'failed'}.${why === null ? '' : ` ${why}`}`)
    if (polls) told.push({ id: `gate-waits:${step}:${attempt}${polls.nth ? `:${polls.nth}` : ''}`, kind: 'gate-waits', tone: 'now', at: polls.since, step, text: `${title} ${polls.nth ? 'asks again: it ' : ''}waits for ${polls.missing.length === 0 ? 'votes' : polls.missing.join(', ')}.` })
    if (overdueAt !== null && overdueAt <= now) tell('overdue', 'late', overdueAt, `${title} takes longer than it should.`)
    return told
  })
}

const FAILED: Readonly<Partial<Record<MarkName, string>>> = { 'timed-out': 'timed out', lost: 'is lost' }
const ENDED: Readonly<Record<string, readonly [AlertTone, string]>> = {
  completed: ['fine', 'The run is completed.'],
  'completed-degraded': ['late', 'The run is completed, degraded.'],
  'rolled-back': ['rolling', 'The run is rolled back.'],
  abandoned: ['failed', 'The run is abandoned.'],
}

function ofRun({ end, held, gap, fault, doubts }: AlertGround): Alert[] {
  const told: Alert[] = []
  if (held) told.push({ id: `held:${held.nth}`, kind: 'held', tone: 'now', at: held.since, step: null, text: held.because === null ? 'The run is on hold.' : `The run is on hold: ${held.because}` })
  if (gap) told.push({ id: `gap:${gap.seq}`, kind: 'gap', tone: 'now', at: gap.at, step: null, text: `Nobody drove the run for ${formatDuration(Math.max(1000, Math.round(gap.ms / 1000) * 1000))}. Say whether that was work or an outage.` })
  for (const { step, title, attempt, at } of doubts) told.push({ id: `doubt:${step}:${attempt}`, kind: 'doubt', tone: 'late', at, step, text: `${title} was done in less than half of its fastest time. Did it really run?` })
  if (fault) told.push({ id: `fault:${fault.at}`, kind: 'fault', tone: 'failed', at: fault.at, step: null, text: fault.text })
  if (end) {
    const [tone, text] = ENDED[end.outcome] ?? ['failed', `The run stands still: ${end.because ?? 'nobody answers'}.`]
    told.push({ id: `ended:${end.outcome}`, kind: 'ended', tone, at: end.at, step: null, text })
  }
  return told
}
