/** Rows that the tool computes by itself: approval, findings, the way back, the window, the last rehearsal. */
import { formatDuration } from '../runbook/duration.ts'
import { isWorse, type Verdict, type Verdicts } from '../run/verdict.ts'
import type { BoardFacts, WindowFacts } from './facts.ts'
import type { RowDraft } from './row.ts'
import { steadyVerdict } from './steady.ts'

type Judged = Pick<RowDraft, 'verdict' | 'words' | 'rests' | 'hint'>
const DAY_MS = 86_400_000
/** With fewer runs than this a figure is low evidence. */
const ENOUGH_RUNS = 3
const FULL_SURE = 0.995

export function figureRows(facts: BoardFacts, before: Verdicts): RowDraft[] {
  const row = (id: Exclude<RowDraft['kind'], 'readiness' | 'risk'>, title: string, judged: Judged): RowDraft => ({ id, kind: id, title, owner: null, evidence: [], ...judged })
  return [
    ...(facts.file === null ? [] : [row('file', 'The file of this run', fileOf(facts.file))]),
    row('trust', 'Approval of what it starts', trustOf(facts)),
    row('diagnostics', 'Findings in the runbook', diagnosticsOf(facts)),
    row('ways', 'Ways back, rehearsed', waysOf(facts)),
    ...(facts.window ? [row('window', 'Ends inside the change window', windowOf(facts.window, Object.hasOwn(before, 'window') ? before['window'] : undefined))] : []),
    row('rehearsal', 'The last rehearsal', rehearsalOf(facts)),
  ]
}

function fileOf(file: NonNullable<BoardFacts['file']>): Judged {
  if (file === 'same') return { verdict: 'ok', words: 'The file is the one that runs.', rests: [], hint: null }
  if (file === 'gone') return { verdict: 'unknown', words: 'The file can no longer be read. The run keeps the bytes that it was started from.', rests: [], hint: 'Find out who moved it before somebody says go.' }
  return { verdict: 'risk', words: 'The file was changed since the run began. The run keeps the bytes that it was started from.', rests: [], hint: 'Find out what was changed, and whether the run has to follow it.' }
}

function trustOf({ trust, sha256 }: BoardFacts): Judged {
  const rests = [`sha256 ${sha256}`]
  if (trust.trouble !== null) return { verdict: 'no', words: trust.trouble, rests, hint: 'Mend it, then approve what it starts.' }
  if (!trust.approved) return { verdict: 'no', words: 'What it would start is not approved as it stands.', rests, hint: 'Read its commands, and approve them.' }
  return { verdict: 'ok', words: 'Exactly these bytes are approved.', rests, hint: null }
}

function diagnosticsOf({ diagnostics: { errors, warnings, first } }: BoardFacts): Judged {
  if (errors + warnings === 0) return { verdict: 'ok', words: 'Nothing is wrong or doubtful.', rests: [], hint: null }
  const found = [...(errors > 0 ? [counted(errors, 'error')] : []), ...(warnings > 0 ? [counted(warnings, 'warning')] : [])].join(' and ')
  return { verdict: errors > 0 ? 'no' : 'risk', words: `It has ${found}.`, rests: first === null ? [] : [first], hint: errors > 0 ? 'Mend them: it can not run as it stands.' : 'Mend them, or say why they are meant.' }
}

function waysOf({ ways, diagnostics }: BoardFacts): Judged {
  if (diagnostics.errors > 0) return { verdict: 'unknown', words: 'With errors in the file nobody can tell.', rests: [], hint: 'Mend the errors first.' }
  if (ways.length === 0) return { verdict: 'risk', words: 'It has no way back.', rests: [], hint: 'Declare a rollback, or be sure that it is meant.' }
  const of = (status: (typeof ways)[number]['status']): typeof ways => ways.filter((way) => way.status === status)
  const [never, stale, walked] = [of('never'), of('stale'), of('walked')]
  const rests = [...never, ...stale, ...walked].slice(0, 5).map(({ from, branch, status }) => `${from} → ${branch}: ${status === 'never' ? 'never rehearsed' : status}`)
  const words = [`${of('timed').length} of ${ways.length} timed`, ...(walked.length > 0 ? [`${walked.length} only walked through`] : []), ...(stale.length > 0 ? [`${stale.length} stale`] : []), ...(never.length > 0 ? [`${never.length} never rehearsed`] : [])]
  const verdict: Verdict = never.length > 0 ? 'no' : stale.length + walked.length > 0 ? 'risk' : 'ok'
  return { verdict, words: `${words.join(', ')}.`, rests, hint: verdict === 'ok' ? null : 'Rehearse the gaps, or accept the risk.' }
}

function windowOf({ fits, basedOnRuns, unknownSteps }: WindowFacts, before: Verdict | undefined): Judged {
  if (unknownSteps.length > 0 || fits === null) return { verdict: 'unknown', words: 'How long it takes is unknown.', rests: unknownSteps.slice(0, 5).map((step) => `${step}: neither planned nor timed`), hint: 'Plan or rehearse what is unknown.' }
  const share = percent(fits)
  if (basedOnRuns === 0) return { verdict: 'unknown', words: `${share} by the plan alone: nobody has ever timed it.`, rests: ['no rehearsal'], hint: 'Rehearse it.' }
  const low = basedOnRuns < ENOUGH_RUNS
  const steady = steadyVerdict(fits, before)
  // One or two runs are a range, not a distribution: never green.
  const verdict = low && !isWorse(steady, 'risk') ? 'risk' : steady
  return { verdict, words: `${share}${low ? ', low evidence' : ''}.`, rests: [`${counted(basedOnRuns, 'run')} before this one`], hint: verdict === 'ok' ? null : low ? 'Rehearse it more often.' : 'Shorten it, or have the window extended.' }
}

function rehearsalOf({ rehearsal: { last, gradeMet, minGrade, withinMs }, now }: BoardFacts): Judged {
  if (!last) return { verdict: 'no', words: 'It was never rehearsed.', rests: [], hint: 'Rehearse it.' }
  const days = Math.max(0, Math.floor((now - last.at) / DAY_MS))
  const age = days === 0 ? 'less than a day ago' : days === 1 ? 'a day ago' : `${days} days ago`
  const rests = [`${last.run} on ${last.environment}${last.by === null ? '' : `, by ${last.by}`}`]
  if (withinMs !== null && now - last.at > withinMs) return { verdict: 'no', words: `It was ${age}; the policy wants one within ${formatDuration(withinMs)}.`, rests, hint: 'Rehearse it again.' }
  if (!gradeMet) return { verdict: 'no', words: `None was in an environment of grade ${minGrade} or better, which the policy demands.`, rests, hint: `Rehearse it in an environment of grade ${minGrade}.` }
  if (!last.sameBytes) return { verdict: 'risk', words: `It was ${age}, and the runbook was changed since.`, rests, hint: 'Rehearse what was changed.' }
  return { verdict: 'ok', words: `It was ${age}${withinMs === null ? '' : `; the policy allows ${formatDuration(withinMs)}`}.`, rests, hint: null }
}

/** 0.996 is not certain. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return 'Less than 1 %'
  return share < 1 && share >= FULL_SURE ? 'More than 99 %' : `${Math.round(share * 100)} %`
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}
