/** The computed half of a board: a row for each thing that a go rests on, with its verdict, in words, and what it rests on. */
import { isWorse, type Verdicts } from '../run/verdict.ts'
import { figureRows } from './figureRows.ts'
import type { BoardFacts } from './facts.ts'
import { readinessRow } from './readinessRow.ts'
import { riskRow } from './riskRow.ts'
import type { BoardRow, RowDraft } from './row.ts'
import type { Said } from './said.ts'

/** The gravest kinds first, within a kind in the order of the file. `before`: the verdicts as they stood, for those that have a margin. */
export function boardRows(facts: BoardFacts, said: Said, before: Verdicts): BoardRow[] {
  const drafts = [
    ...figureRows(facts, before),
    ...facts.readiness.map((item) => readinessRow(item, said.evidence[item.id] ?? [], facts)),
    ...facts.risks.map((risk) => riskRow(risk)),
  ]
  return drafts.map((draft) => settled(draft, said))
}

/** An accepted no is a known risk; a verdict that is worse than what was accepted is not covered by it. */
function settled(draft: RowDraft, { accepted: acceptances, turned }: Said): BoardRow {
  const { verdict: computed, id } = draft
  const acceptance = Object.hasOwn(acceptances, id) ? acceptances[id] : undefined
  const covers = acceptance !== undefined && isWorse(computed, 'ok') && !isWorse(computed, acceptance.verdict)
  const verdict = covers && isWorse(computed, 'risk') ? 'risk' : computed
  const known = Object.hasOwn(turned, id) ? turned[id] : undefined
  return { ...draft, verdict, computed, accepted: covers ? acceptance : null, since: known?.verdict === verdict ? known.since : null }
}

export function verdictsOf(rows: readonly BoardRow[]): Verdicts {
  return Object.fromEntries(rows.map(({ id, verdict }) => [id, verdict]))
}
