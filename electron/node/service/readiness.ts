/** Is a runbook ready for a live run? If not: every reason in words, the gravest first. */
import { formatDuration } from '../../core/runbook/duration.ts'
import type { RunSummary } from '../store/runs.ts'
import type { Known } from './known.ts'
import type { Demands } from './reader/looked.ts'

const DAY_MS = 86_400_000
/** Less than this chance to end inside the window is told. */
const LIKELY = 0.9

/** `env`: where secrets would be read from. */
export function notReady(known: Known, env: NodeJS.ProcessEnv, nowMs: number): string[] {
  const { errors, looked } = known
  const [first] = errors
  if (first) return [`It has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}, the first in line ${first.line}: ${first.message}.`]
  if (!looked.demands) return ['It can\'t be read as a runbook.']
  return [...approvalReasons(known), ...environmentReasons(looked.demands, env), ...rehearsalReasons(known, looked.demands, nowMs), ...forecastReasons(known), ...openReasons(known)]
}

/** Rehearsals that count: over, and not taken out of history. */
export function rehearsalsOf(runs: readonly RunSummary[]): readonly RunSummary[] {
  return runs.filter(({ mode, excluded, outcome }) => mode === 'rehearsal' && !excluded && outcome !== null && outcome !== 'abandoned' && outcome !== 'stopped')
}

function approvalReasons({ isTrusted, looked: { trust } }: Known): string[] {
  if (trust.trouble !== null) return [trust.trouble.message]
  return isTrusted ? [] : ['What it would start has not been approved as it stands.']
}

function environmentReasons({ environments }: Demands, env: NodeJS.ProcessEnv): string[] {
  const live = environments.filter((environment) => environment.live)
  if (live.length === 0) return ['It has no live environment: none of its environments says live: true.']
  return live.flatMap(({ id, secrets }) => {
    const missing = secrets.filter((name) => !env[name])
    return missing.length === 0 ? [] : [`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set here: ${id} wants ${missing.length === 1 ? 'it' : 'them'}.`]
  })
}

function rehearsalReasons({ runs, sha256, looked: { ways } }: Known, { minGrade, rehearseWithinMs, environments }: Demands, nowMs: number): string[] {
  const rehearsals = rehearsalsOf(runs)
  const [last] = rehearsals
  if (!last) return ['It was never rehearsed.']
  const reasons: string[] = []
  const gradeOf = (id: string): number => environments.find((environment) => environment.id === id)?.grade ?? 0
  if (!rehearsals.some(({ environment }) => gradeOf(environment) >= minGrade)) reasons.push(`It was never rehearsed in an environment of grade ${minGrade} or better, which it demands.`)
  const ageMs = nowMs - (last.endedAt ?? last.startedAt)
  if (rehearseWithinMs !== null && ageMs > rehearseWithinMs) reasons.push(`Its last rehearsal was ${Math.floor(ageMs / DAY_MS)} days ago; it demands one within ${formatDuration(rehearseWithinMs)}.`)
  if (last.sha256 !== sha256) reasons.push('It was changed after its last rehearsal.')
  const gaps = ways.total - ways.rehearsed
  if (gaps > 0) reasons.push(`${gaps} of its ${ways.total} ways back ${gaps === 1 ? 'is' : 'are'} not rehearsed as it stands.`)
  return reasons
}

function forecastReasons({ looked: { forecast } }: Known): string[] {
  if (!forecast) return []
  const { unknownSteps, fitsWindow } = forecast
  if (unknownSteps.length > 0) return [`How long it takes is unknown: neither planned nor ever timed ${unknownSteps.length === 1 ? 'is' : 'are'} ${listed(unknownSteps)}.`]
  if (fitsWindow === null || fitsWindow >= LIKELY) return []
  return [`It ends inside its window with only ${Math.round(fitsWindow * 100)} %.`]
}

function openReasons({ runs }: Known): string[] {
  const open = runs.filter(({ endedAt }) => endedAt === null)
  return open.length === 0 ? [] : [`${open.length === 1 ? `Run ${open[0]?.id} of it is` : `${open.length} runs of it are`} still open.`]
}

function listed(steps: readonly string[]): string {
  return steps.length <= 4 ? steps.join(', ') : `${steps.slice(0, 3).join(', ')} and ${steps.length - 3} more`
}
