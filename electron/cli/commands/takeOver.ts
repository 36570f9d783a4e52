/** What `resume`, `rollback` and `abandon` have in common: a run that is there already, driven by another process or by nobody. */
import { RunthroughError } from '../../core/errors.ts'
import type { RunId } from '../../core/ports.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import type { RunFacts } from '../../core/run/events.ts'
import { eventOf } from '../../core/run/state.ts'
import { isDriven } from '../../node/driven.ts'
import type { Host } from '../../node/host.ts'
import { refreshProjections } from '../../node/projection.ts'
import { readRunShape } from '../../node/report.ts'
import { askDriver, resumeRun, type Resume } from '../../node/runs.ts'
import { readRecords } from '../../node/store/records.ts'
import { getRun } from '../../node/store/runs.ts'
import { drive, printEnd } from '../drive.ts'
import { DONE } from '../exits.ts'
import { listenForInterrupts } from '../interrupts.ts'
import { printJson, tell } from '../output.ts'
import type { Setting } from '../setting.ts'

export interface TakeOver extends Omit<Resume, 'actor'> {
  readonly asked?: 'rolled-back' | 'abandoned'
}

/** Drives the run from here to its end; returns the exit code. */
export async function takeOver(host: Host, setting: Setting, { asked, ...resume }: TakeOver): Promise<number> {
  const interrupts = listenForInterrupts()
  try {
    const driven = resumeRun(host, { ...resume, actor: setting.actor })
    return await drive(driven, { host, setting, interrupts, attended: setting.attended && !driven.engine.state.auto, ...(asked === undefined ? {} : { asked }) })
  } finally {
    interrupts.end()
  }
}

/** A command for a run, wherever it is driven: by its driver's answer, or undefined where nobody drives it. */
export async function askWhoDrives(host: Host, setting: Setting, run: RunId, command: PersonCommand): Promise<number | undefined> {
  // A run whose host died right after its end has ended all the same.
  refreshProjections(host)
  const { endedAt, outcome } = getRun(host.store.db, run)
  if (endedAt !== null) throw new RunthroughError('illegal', `Run ${run} has ended (${outcome}).`, 'Nothing can be changed about it any more.')
  if (!isDriven(host, run)) return undefined
  await askDriver(host, run, command, setting.actor)
  const shape = readRunShape(host, getRun(host.store.db, run))
  tell(`The process that drives run ${run} does it.`)
  if (setting.json) printJson(shape)
  else printEnd(shape)
  return DONE
}

/** How the run was started. @throws RunthroughError `unknown-run`, `chain-broken` */
export function factsOf(host: Host, run: RunId): RunFacts {
  getRun(host.store.db, run)
  for (const record of readRecords(host.store.db, run)) {
    const event = eventOf(record)
    if (event.type === 'run.started') return event
    break
  }
  throw new RunthroughError('chain-broken', `The journal of run ${run} has no beginning.`, 'Look at it with: runthrough verify')
}

/** A rehearsal that people answer can't go on where nobody can. A live run can: it waits, and is commanded from elsewhere. */
export function refuseUnattended(facts: RunFacts, auto: boolean | undefined, setting: Setting): void {
  if (facts.mode === 'live' || (auto ?? facts.auto) || setting.attended) return
  throw new RunthroughError('bad-input', 'Nobody is here to answer: this is no terminal (or --json was asked for).', 'Let it run by itself with --auto, or go on in a terminal.')
}
