/** `no-rollback` and `rollback-waived`: from every state before a point of no return, a person's rollback has to lead to `rolled-back`. */
import type { Position, RollbackEntry } from '../../runbook/model.ts'
import { entryOfPhase, entryOfStep } from '../entries.ts'
import type { Place } from '../layout.ts'
import { backNodes } from '../liveness.ts'
import type { Node } from '../reach.ts'
import { pathTo, type Subject } from './findings.ts'

export function checkRollbacks({ compiled, reach, runnable, report }: Subject): void {
  const { layout } = compiled
  const { runbook } = layout
  const back = backNodes(reach, runnable)
  const waived = new Map<Position, string>()
  const blind = new Set<string>()
  /** The step before, where it lacks a rollback as well: one finding for all of them. */
  let region: Place | undefined
  for (const place of layout.places) {
    const node = place.branch ? undefined : reach.of(place).find(({ crossed, beside }) => crossed === null && !beside)
    if (!node) continue
    const lacks = look(place, node)
    if (lacks && region?.phaseIndex !== place.phaseIndex)
      report('no-rollback', place.step.at, `${place.phase?.laned ? `in the phase \`${place.phase.id}\`` : `at \`${place.step.id}\``} there is no rollback (${pathTo(node)} → no rollback)`, `add rollback: {branch: NAME} to the phase \`${place.phase?.id ?? ''}\`, or rollback: {none: "why"} where it is meant`)
    region = lacks ? place : undefined
  }
  for (const [at, reason] of waived) report('rollback-waived', at, `there is no rollback here, and that is meant: ${reason}`, 'it stands on the go/no-go board; name a branch where there is something to undo')

  /** Does the branch get to its end from this step: by its own ends, or where it never runs, by being passed over? */
  function returns(enter: Place): boolean {
    if (runnable.has(enter)) return reach.of(enter).some((at) => back.has(at))
    return reach.nodes.some((at) => at.place === enter && back.has(at))
  }

  /** True where nothing is declared. */
  function look(place: Place, node: Node): boolean {
    const { phase, phaseIndex } = place
    if (!phase) return false
    const own = place.step.rollback
    if (own && 'none' in own) waived.set(own.at, own.none)
    const declared: RollbackEntry | undefined = (phase.laned ? undefined : own) ?? phase.rollback ?? runbook.rollback
    if (declared && 'none' in declared) waived.set(declared.at, declared.none)
    if (!declared) return true
    const entry = phase.laned ? entryOfPhase(layout, phase, phaseIndex) : entryOfStep(layout, place)
    if (entry && !blind.has(entry.key) && !returns(layout.place(entry.enter))) {
      blind.add(entry.key)
      report('no-rollback', declared.at, `the rollback into \`${entry.branch}\` never ends rolled-back (${pathTo(node)} → ${entry.enter})`, `let \`${entry.branch}\` reach its end from \`${entry.enter}\``)
    }
    return false
  }
}
