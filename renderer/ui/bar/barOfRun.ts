/** The bar of a run, from what its stream says. */
import type { RunFixed, RunNow, RunRow } from '../../../electron/contract/shapes/run.ts'
import { joinParts } from '../../../electron/core/view/joinParts.ts'
import type { BarModel, BarPart, BarStep } from './barModel.ts'

type Fixed = Pick<RunFixed, 'startedAt' | 'steps'>
type Now = Pick<RunNow, 'bar' | 'end' | 'endedAt' | 'eta' | 'present' | 'wayBack'>

/** `rows`: with them the bar shows planned holds and the point of no return ahead, and a run without a change window has one, too. */
export function barOfRun(now: Now, fixed: Fixed, rows: readonly RunRow[] = []): BarModel {
  const { bar, eta, wayBack } = now
  const standsAt = bar ? bar.overAt : now.end === null ? null : now.endedAt
  const running = now.present.flatMap(({ elapsed }) => (elapsed?.runs ? [elapsed.at - elapsed.ms] : []))
  return {
    axis: 'wall',
    startsAt: bar?.startsAt ?? fixed.startedAt,
    runFrom: bar?.runFrom ?? fixed.startedAt,
    endsAt: bar?.endsAt ?? null,
    safetyFloorMs: bar?.safetyFloorMs ?? 0,
    moves: standsAt === null,
    standsAt,
    presentFrom: standsAt !== null ? null : bar ? bar.presentFrom : running.length > 0 ? Math.min(...running) : null,
    rolling: bar?.rolling ?? now.present.some(({ mark }) => mark === 'rolling'),
    done: bar ? bar.done.map(({ from, to, bad, rolling }): BarPart => ({ from, to, tone: bad ? 'failed' : rolling ? 'rolling' : 'fine' })) : overOf(rows),
    ahead: standsAt === null ? ahead(rows, fixed) : [],
    phases: [],
    holds: bar?.holds ?? [],
    eta: standsAt === null && eta ? { p50: eta.p50At, band: eta.from === 'forecast' ? { p10: eta.p10At, p90: eta.p90At } : null } : null,
    wayBack: standsAt === null && wayBack ? { evidence: wayBack.evidence, safeAt: wayBack.safeAt } : null,
  }
}

/** Of a run without a window: too short to be seen is told together, as the host does for one that has a window. */
function overOf(rows: readonly RunRow[]): BarPart[] {
  const parts = rows.flatMap(over).sort((a, b) => a.from - b.from)
  const last = Math.max(...parts.map(({ to }) => to))
  return joinParts(parts, last - (parts[0]?.from ?? last), (a, b) => a.tone === b.tone)
}

/** The row says when it ended and how long it took. */
function over({ mark, time, endedAt }: RunRow): BarPart[] {
  if (endedAt === null || time === null || time.ms <= 0) return []
  const tone = mark === 'failed' || mark === 'timed-out' || mark === 'lost' ? 'failed' : mark === 'undone' ? 'rolling' : 'fine'
  return [{ from: endedAt - time.ms, to: endedAt, tone }]
}

/** Of what is ahead only what is out of the ordinary: holds, and the point of no return. */
function ahead(rows: readonly RunRow[], { steps }: Fixed): BarStep[] {
  const facts = new Map(steps.map((step) => [step.id, step]))
  return rows.flatMap(({ step, mark, expectedAt }) => {
    const known = facts.get(step)
    if (!known || expectedAt === null || mark !== 'ahead') return []
    const hold = known.kind === 'hold'
    if (!hold && !known.pointOfNoReturn) return []
    const takesMs = known.comparisons.median ?? known.plannedMs ?? 0
    return [{ from: expectedAt - takesMs, to: expectedAt, hold, pointOfNoReturn: known.pointOfNoReturn }]
  })
}
