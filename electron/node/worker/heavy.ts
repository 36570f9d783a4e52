/**
 * Forecasts and simulations, in threads of their own: a running program's output and the clocks never wait for them. One thread foretells
 * (what a captain waits for), another simulates (what may take minutes, and is ended at once where nobody waits any more).
 */
import { fileURLToPath } from 'node:url'
import { ContractError } from '../../contract/errors.ts'
import type { Cancellation } from '../../contract/wire.ts'
import type { Forecast } from '../../core/forecast/forecast.ts'
import type { RunId } from '../../core/ports.ts'
import type { Goal, Lead } from '../../core/rehearsal/leadTo.ts'
import type { Simulation } from '../../core/rehearsal/simulate.ts'
import type { Host } from '../host.ts'
import type { HeavyWork } from '../service/heavyWork.ts'
import { createThread } from './thread.ts'

export interface ToForetell {
  readonly file: string
  /** Of the runbook; of a run under way: as it was begun from. */
  readonly bytes: Uint8Array
  /** A run under way; without it: a run that begins now. */
  readonly run?: RunId
  /** Its present run time, ms; that of its last event unless said. */
  readonly nowMs?: number
}

export interface ToSimulate {
  readonly file: string
  readonly bytes: Uint8Array
  readonly runs: number
  readonly seed: number
}

export interface ToLead {
  readonly file: string
  readonly bytes: Uint8Array
  readonly goal: Goal
}

/** All throw RunthroughError (`invalid-runbook`, `unknown-run`, `chain-broken`) in words, ContractError `cancelled`; anything else is a fault of ours. */
export interface Heavy extends HeavyWork {
  /** Of the requests for one run that still wait only the latest is worked out; those who asked before get its answer. */
  forecast(what: ToForetell, signal?: Cancellation): Promise<Forecast>
  simulate(what: ToSimulate, signal?: Cancellation): Promise<Simulation>
  lead(what: ToLead, signal?: Cancellation): Promise<Lead | null>
  close(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL(`./worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))

export function createHeavy({ store }: Pick<Host, 'store'>): Heavy {
  const options = { script: SCRIPT, database: store.files.database, cancelled }
  const foretelling = createThread(options)
  const simulating = createThread({ ...options, stopsWhenUnwanted: true })
  return {
    forecast: async (what, signal) => (await foretelling.ask({ do: 'forecast', ...what }, `${what.file} ${what.run ?? ''}`, signal)) as Forecast,
    simulate: async (what, signal) => (await simulating.ask({ do: 'simulate', ...what }, undefined, signal)) as Simulation,
    lead: async (what, signal) => (await foretelling.ask({ do: 'lead', ...what }, undefined, signal)) as Lead | null,
    async close() {
      await Promise.all([foretelling.close(), simulating.close()])
    },
  }
}

function cancelled(): ContractError {
  return new ContractError({ code: 'cancelled', message: 'Nobody waits for this any more: it was not worked out.', hint: 'Ask again.' })
}
