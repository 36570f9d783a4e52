/** A risk of the runbook. From a score on it wants somebody to accept it; below, it is known and that is enough. */
import type { Risk } from './facts.ts'
import type { RowDraft } from './row.ts'

/** likelihood × impact, 1…25: from here on somebody has to accept it. */
export const RISK_THRESHOLD = 12

export function riskRow({ id, what, likelihood, impact, mitigation, owner }: Risk): RowDraft {
  const score = likelihood * impact
  const grave = score >= RISK_THRESHOLD
  return {
    id: `risk:${id}`,
    kind: 'risk',
    title: what,
    verdict: grave ? 'no' : 'ok',
    words: `Likelihood ${likelihood} × impact ${impact} = ${score}${grave ? `: from ${RISK_THRESHOLD} on somebody has to accept it.` : `, below ${RISK_THRESHOLD}.`}`,
    rests: mitigation === null ? [] : [`Mitigation: ${mitigation}`],
    owner,
    evidence: [],
    hint: grave ? 'Accept the risk with a reason, or mend it in the runbook.' : null,
  }
}
