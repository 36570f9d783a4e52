/** The static checks of the machine: what is wrong with a runbook that only its compiled machine tells. */
import { collector } from '../runbook/codes.ts'
import type { Diagnostic } from '../runbook/model.ts'
import { checkAmbiguous } from './checks/ambiguous.ts'
import { checkCrossings } from './checks/crossing.ts'
import { checkDeadEnds } from './checks/deadEnd.ts'
import { NOWHERE, type Where } from './checks/findings.ts'
import { checkNeeds } from './checks/needsCycle.ts'
import { checkRollbacks } from './checks/noRollback.ts'
import { checkReachable } from './checks/unreachable.ts'
import { checkWindow } from './checks/window.ts'
import type { CompiledMachine } from './compile.ts'
import { orderOf } from './order.ts'
import { reach, type Reach } from './reach.ts'
import { runnableSteps } from './runnable.ts'

/** Everything that the checks find, in file order. 5,000 steps take under a second. */
export function checkMachine(compiled: CompiledMachine, where: Where = NOWHERE, reached: Reach = reach(compiled)): readonly Diagnostic[] {
  const { report, diagnostics } = collector()
  const order = orderOf(compiled.layout)
  checkNeeds({ compiled, where, report }, order)
  const subject = { compiled, where, report, reach: reached, runnable: runnableSteps(compiled.layout, reached) }
  // Steps that wait for each other are neither reached nor left: said once is enough.
  if (order.loops.length === 0) {
    checkReachable(subject)
    checkDeadEnds(subject)
  }
  checkRollbacks(subject)
  checkCrossings(subject)
  checkAmbiguous(subject, order)
  checkWindow(subject, order)
  return diagnostics()
}
