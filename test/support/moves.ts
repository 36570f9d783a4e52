/** Random things that happen to a run of a random runbook: for property tests of what holds after each of them. */
import * as fc from 'fast-check'
import { compile } from '../../electron/core/machine/compile.ts'
import { RunthroughError } from '../../electron/core/errors.ts'
import type { StepId } from '../../electron/core/ports.ts'
import type { Runbook } from '../../electron/core/runbook/model.ts'
import type { PersonCommand } from '../../electron/core/run/commands.ts'
import type { RunState } from '../../electron/core/run/state.ts'
import { arbitraryRunbook } from './arbitrary.ts'
import { drive, type Driven } from './drive.ts'

/** One thing that may happen to a run: numbers pick among what there is. */
export interface Move {
  readonly kind: 'person' | 'end' | 'time' | 'crash'
  readonly a: number
  readonly b: number
}
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.oneof({ weight: 6, arbitrary: fc.constant('person' as const) }, { weight: 6, arbitrary: fc.constant('end' as const) }, { weight: 2, arbitrary: fc.constant('time' as const) }, { weight: 1, arbitrary: fc.constant('crash' as const) }),
  a: fc.nat(1000),
  b: fc.nat(1000),
})
const mode = fc.constantFrom('rehearsal' as const, 'live' as const, 'tabletop' as const)

const of = <T>(items: readonly T[], pick: number): T => items[pick % items.length] as T

/** Every command that a person could think of, legal or not. */
function anyCommand(book: Runbook, steps: readonly StepId[], failed: readonly StepId[], { a, b }: Move): PersonCommand {
  const step = of(steps, a)
  const reason = 'because'
  // A failed step is where people have most to choose from, and where lanes are moved while others stand.
  const stuck = failed.length > 0 && b % 3 === 0 ? of(failed, a) : undefined
  if (stuck !== undefined) return of([{ do: 'goto', from: stuck, to: of(steps, a + b), reason }, { do: 'goto', from: stuck, to: of(steps, b), reason }, { do: 'retry', step: stuck }, { do: 'skip', step: stuck, reason }] as const, a)
  const model = book.phases.flatMap((phase) => phase.lanes.flatMap((lane) => lane.steps)).find((other) => other.id === step)
  const branch = book.branches[a % Math.max(1, book.branches.length)]
  const commands: PersonCommand[] = [
    { do: 'start', step }, { do: 'done', step }, { do: 'fail', step, reason }, { do: 'retry', step }, { do: 'skip', step, reason },
    { do: 'rollback', reason }, { do: 'accept', step, reason }, { do: 'goto', from: step, to: of(steps, b), reason }, { do: 'recycle', to: step, reason },
    { do: 'crossing', step, took: of(['yes', 'no', 'unknown'] as const, b), second: 'Jan' }, { do: 'undo' }, { do: 'amend', step, endedAt: 1_800_000_000_000 + b, reason },
    { do: 'hold', reason }, { do: 'release', reason },
    of<PersonCommand>([{ do: 'degrade', step, reason }, { do: 'vouch', step, ran: b % 3 > 0, reason }, { do: 'draw', inject: of(['i0', 'i1', 'i2'], b) }, { do: 'detect', inject: of(['i0', 'i1', 'i2'], b) }, { do: 'release' }], a), { do: 'gap', as: 'outage' }, { do: 'note', text: 'hm' },
    { do: 'vote', step, role: 'captain', vote: of(['go', 'no-go'] as const, b) },
    ...(model?.kind === 'decision' ? Object.keys(model.outcomes).map((outcome) => ({ do: 'choose' as const, step, outcome })) : []),
    ...(branch ? [{ do: 'branch' as const, branch: branch.id, from: step, reason }] : []),
    ...(b > 990 ? [{ do: 'abandon' as const, reason }] : []),
  ]
  return of(commands, b)
}

/** Carries a move out; a refusal in words is fine, anything else fails the test. */
function carryOut(run: Driven, book: Runbook, steps: readonly StepId[], wanted: Move): void {
  const running = [...run.runner.running.keys()]
  switch (wanted.kind) {
    case 'person':
      try {
        run.do(anyCommand(book, steps, steps.filter((step) => run.status(step) === 'failed'), wanted))
      } catch (error) {
        if (!(error instanceof RunthroughError)) throw error
      }
      return
    case 'end':
      if (running.length > 0) run.ends(of(running, wanted.a), { outcome: run.runner.stopped.includes(of(running, wanted.a)) ? 'stopped' : of(['done', 'done', 'failed'] as const, wanted.b) })
      return
    case 'time':
      run.after(of([1000, 60_000, 600_000], wanted.a))
      return
    case 'crash':
      run.runner.found = () => of(['following', 'never-began', { lost: 'gone' }, { end: { outcome: 'done' } }, { end: { outcome: 'failed', exitCode: 3 } }] as const, wanted.b)
      run.crash(5000)
  }
}

/** Of which `walkThrough` makes a run. */
export const walked = fc.record({ book: arbitraryRunbook(), mode, moves: fc.array(move, { minLength: 5, maxLength: 60 }) })

export interface Walked {
  readonly book: Runbook
  readonly mode: 'rehearsal' | 'live' | 'tabletop'
  readonly moves: readonly Move[]
}

/** `each` is called after each move. */
export function walkThrough({ book, mode: chosen, moves }: Walked, each?: (run: Driven, before: RunState) => void): Driven {
  const steps = compile(book).layout.places.map((place) => place.step.id)
  const run = drive(book, { mode: chosen }, () => ({ ms: 100_000 }))
  for (const wanted of moves) {
    const before = run.engine.state
    carryOut(run, book, steps, wanted)
    each?.(run, before)
  }
  return run
}
