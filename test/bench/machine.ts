/** The machine: one event against the barest XState machine of as many compound states; and reading a large file. */
import { initialTransition, transition, type AnyStateMachine } from 'xstate'
import { parse as parseYaml } from 'yaml'
import { checkMachine } from '../../electron/core/machine/check.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import type { MachineEvent } from '../../electron/core/machine/event.ts'
import { examine } from '../../electron/core/machine/examine.ts'
import { initial, judge } from '../../electron/core/machine/judge.ts'
import { parseRunbook } from '../../electron/core/runbook/parse.ts'
import { bareMachine, bookOf, fileOf, walkOf } from './books.ts'
import { measure, timed, type Measured } from './measure.ts'

/** So many events are walked of each machine. */
const EVENTS = 1_000
const BEGIN: MachineEvent = { type: 'BEGIN' }

export async function machineBenches(): Promise<Measured[]> {
  const found: Measured[] = []
  for (const [steps, lanes] of [[1_000, 1], [1_000, 10], [1_000, 50], [5_000, 10]] as const) {
    const compiled = compile(bookOf(steps, lanes))
    const bare = bareMachine(steps, lanes)
    const events = walkOf(steps, lanes).slice(0, EVENTS)
    found.push(
      await measure({
        bench: `machine, ${steps.toLocaleString('en')} steps in ${lanes} ${lanes === 1 ? 'lane' : 'lanes'}`,
        per: 'event',
        against: 'bare XState machine',
        rounds: 3,
        ours: () => timed(events.length, () => [BEGIN, ...events].reduce((at, event) => judge(compiled, at, event) ?? refused(event), initial(compiled))),
        baseline: () => timed(events.length, () => walkBare(bare, [BEGIN, ...events])),
      }),
    )
  }
  const text = fileOf(5_000)
  const { runbook } = parseRunbook(text)
  if (!runbook) throw new Error(`the large file is not clean: ${JSON.stringify(examine(text).diagnostics[0])}`)
  found.push(
    await measure({
      bench: 'compile + check, 5,000 steps',
      per: 'runbook',
      against: 'XState, bare machine',
      rounds: 3,
      ours: () => timed(1, () => checkMachine(compile(runbook))),
      baseline: () => timed(1, () => walkBare(bareMachine(5_000, 10), [BEGIN])),
    }),
    await measure({
      bench: 'read + compile + check, 5,000 steps',
      per: 'file',
      against: 'yaml: parse',
      rounds: 3,
      ours: () => timed(1, () => examine(text)),
      baseline: () => timed(1, () => parseYaml(text)),
    }),
  )
  return found
}

function walkBare(machine: AnyStateMachine, events: readonly MachineEvent[]): void {
  let [at] = initialTransition(machine)
  for (const event of events) {
    const [next] = transition(machine, at, event)
    if (next === at) refused(event)
    at = next
  }
}

function refused(event: MachineEvent): never {
  throw new Error(`${event.type} was refused`)
}
