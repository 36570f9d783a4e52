/** What a runbook's go/no-go board asks, as text that can be shown. */
import type { BoardAsks, BoardRole } from '../../core/board/facts.ts'
import { allSteps, type Runbook } from '../../core/runbook/model.ts'
import { showProse } from '../showText.ts'

export function boardAsks(runbook: Runbook): BoardAsks {
  return {
    readiness: runbook.readiness.map(({ id, what, category = null, evidence = null, owner = null }) => ({ id, what: showProse(what), category, evidence, owner })),
    risks: runbook.risks.map(({ id, what, likelihood, impact, mitigation, owner = null }) => ({ id, what: showProse(what), likelihood, impact, mitigation: mitigation === undefined ? null : showProse(mitigation), owner })),
    roles: rolesOf(runbook),
  }
}

/** Those that a gate asks; without a gate all that are our own: a vendor does not say go. */
function rolesOf(runbook: Runbook): BoardRole[] {
  const polled = [...allSteps(runbook)].flatMap(({ step, branch }) => (step.kind === 'gate' && !branch ? step.poll : []))
  const own = Object.entries(runbook.roles).flatMap(([role, { external }]) => (external ? [] : [role]))
  return boardRoles(runbook, polled.length > 0 ? polled : own)
}

export function boardRoles(runbook: Runbook, roles: readonly string[]): BoardRole[] {
  return [...new Set(roles)].map((role) => {
    const deputy = Object.hasOwn(runbook.roles, role) ? runbook.roles[role]?.deputy : undefined
    return { role, deputy: deputy === undefined ? null : showProse(deputy) }
  })
}
