/** Watches the open gate of a run that this process drives: when the board says something worse than a vote rests on, that role is asked again. */
import { contextOf, endOf } from '../../core/machine/judge.ts'
import { STATUS } from '../../core/machine/status.ts'
import type { Actor, Clock } from '../../core/ports.ts'
import { latestSplit, type RunState } from '../../core/run/state.ts'
import type { DrivenRun } from '../drivenRun.ts'
import { reopening, type RunBoardLook } from './runBoard.ts'

export interface GateWatch {
  readonly driven: DrivenRun
  readonly clock: Clock
  look(): Promise<RunBoardLook>
  failed(error: unknown): void
  /** The run is over, or no longer driven here. */
  over(): void
}

const TOOL: Actor = { name: 'runthrough', via: 'runthrough' }
const EVERY_MS = 2_000

/** Costs nothing while no gate is open that somebody voted at on a board. The returned function ends it. */
export function watchGates({ driven, clock, look, failed, over }: GateWatch): () => void {
  const { engine, compiled } = driven
  const gates = compiled.layout.places.filter(({ step }) => step.kind === 'gate')
  let isOpen = true
  let isLooking = false
  let cancel: (() => void) | undefined

  function plan(): void {
    if (!isOpen || isLooking || cancel || !hasVotes(engine.state)) return
    cancel = clock.after(EVERY_MS, () => {
      cancel = undefined
      void check()
    })
  }

  async function check(): Promise<void> {
    isLooking = true
    try {
      const seen = await look()
      // What it says now counts: meanwhile the gate may have closed, or somebody voted anew.
      const command = isOpen && endOf(engine.state.snapshot) === null ? reopening(seen, engine) : null
      if (command) engine.submit(command, TOOL)
    } catch (error) {
      if (isOpen) failed(error)
    }
    isLooking = false
    plan()
  }

  function hasVotes(state: RunState): boolean {
    return gates.some(({ step, index }) => contextOf(state.snapshot).status[index] === STATUS.running && Object.values(latestSplit(state, step.id)?.ballots ?? {}).some(({ rests }) => rests !== undefined))
  }

  const endRecords = engine.subscribe((_, state) => (endOf(state.snapshot) === null ? plan() : end()))
  driven.settled.catch(() => end())
  plan()

  function end(): void {
    if (!isOpen) return
    isOpen = false
    cancel?.()
    endRecords()
    over()
  }
  return end
}
