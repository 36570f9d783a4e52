/** Is a runbook ready for a live run? If not: every reason in words, the gravest first. */
import type { LibraryEntry } from '../../contract/shapes/library.ts'
import type { Forecast } from '../../core/forecast/forecast.ts'
import { formatDuration } from '../../core/runbook/duration.ts'
import type { Runbook } from '../../core/runbook/model.ts'
import type { RunSummary } from '../store/runs.ts'
import type { Known } from './known.ts'

const DAY_MS = 86_400_000
/** Less than this chance to end inside the window is told. */
const LIKELY = 0.9

export interface ReadinessInput {
  readonly known: Known
  /** Null until it is worked out. */
  readonly forecast: Forecast | null
  readonly entries: LibraryEntry['entries']
  readonly env: NodeJS.ProcessEnv
  readonly nowMs: number
}

export function notReady(input: ReadinessInput): string[] {
  const { errors, runbook } = input.known
  const [first] = errors
  if (first) return [`It has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}, the first in line ${first.line}: ${first.message}.`]
  if (!runbook) return ['It can\'t be read as a runbook.']
  return [...approvalReasons(input), ...environmentReasons(input, runbook), ...rehearsalReasons(input, runbook), ...forecastReasons(input), ...openReasons(input)]
}

/** Rehearsals that count: over, and not taken out of history. */
export function rehearsalsOf(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.filter(({ mode, excluded, outcome }) => mode === 'rehearsal' && !excluded && outcome !== null && outcome !== 'abandoned' && outcome !== 'stopped')
}

function approvalReasons({ known: { approval } }: ReadinessInput): string[] {
  if (approval.trouble !== null) return [approval.trouble]
  return approval.isTrusted ? [] : ['What it would start has not been approved as it stands.']
}

function environmentReasons({ env }: ReadinessInput, { environments }: Runbook): string[] {
  const live = Object.values(environments).filter((environment) => environment.live)
  if (live.length === 0) return ['It has no live environment: none of its environments says live: true.']
  return live.flatMap(({ id, secrets }) => {
    const missing = secrets.filter((name) => !env[name])
    return missing.length === 0 ? [] : [`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set here: ${id} wants ${missing.length === 1 ? 'it' : 'them'}.`]
  })
}

function rehearsalReasons({ known, entries, nowMs }: ReadinessInput, { policy, environments }: Runbook): string[] {
  const rehearsals = rehearsalsOf(known.runs)
  const [last] = rehearsals
  if (!last) return ['It was never rehearsed.']
  const reasons: string[] = []
  const graded = rehearsals.filter(({ environment }) => (Object.hasOwn(environments, environment) ? (environments[environment]?.grade ?? 0) : 0) >= policy.minGrade)
  if (graded.length === 0) reasons.push(`It was never rehearsed in an environment of grade ${policy.minGrade} or better, which it demands.`)
  const ageMs = nowMs - (last.endedAt ?? last.startedAt)
  if (policy.rehearseWithinMs !== undefined && ageMs > policy.rehearseWithinMs) reasons.push(`Its last rehearsal was ${Math.floor(ageMs / DAY_MS)} days ago; it demands one within ${formatDuration(policy.rehearseWithinMs)}.`)
  if (last.sha256 !== known.book.sha256) reasons.push('It was changed after its last rehearsal.')
  const gaps = entries.total - entries.rehearsed
  if (gaps > 0) reasons.push(`${gaps} of its ${entries.total} ways back ${gaps === 1 ? 'was' : 'were'} never rehearsed.`)
  return reasons
}

function forecastReasons({ forecast }: ReadinessInput): string[] {
  if (!forecast) return []
  if (forecast.unknownSteps.length > 0) return [`How long it takes is unknown: neither planned nor ever timed ${forecast.unknownSteps.length === 1 ? 'is' : 'are'} ${listed(forecast.unknownSteps)}.`]
  if (forecast.fitsWindow === null || forecast.fitsWindow >= LIKELY) return []
  return [`It ends inside its window with only ${Math.round(forecast.fitsWindow * 100)} %.`]
}

function openReasons({ known }: ReadinessInput): string[] {
  const open = known.runs.filter(({ endedAt }) => endedAt === null)
  return open.length === 0 ? [] : [`${open.length === 1 ? `Run ${open[0]?.id} of it is` : `${open.length} runs of it are`} still open.`]
}

function listed(steps: readonly string[]): string {
  return steps.length <= 4 ? steps.join(', ') : `${steps.slice(0, 3).join(', ')} and ${steps.length - 3} more`
}
