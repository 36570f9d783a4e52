/** A thread for heavy work: one piece after the other, with a connection of its own that can only read. */
import { parentPort, workerData } from 'node:worker_threads'
import { RunthroughError } from '../../core/errors.ts'
import type { Forecast } from '../../core/forecast/forecast.ts'
import type { Lead } from '../../core/rehearsal/leadTo.ts'
import type { Simulation } from '../../core/rehearsal/simulate.ts'
import { openReadable } from '../store/connection.ts'
import { createWorkshop } from './workshop.ts'
import type { Asked, Told, Work } from './messages.ts'

const port = parentPort
if (!port) throw new Error('this is a thread of the host')
const { database } = workerData as { readonly database: string }
const workshop = createWorkshop(openReadable(database))

port.on('message', ({ id, work }: Asked) => {
  port.postMessage(answer(id, work))
})

function answer(id: number, work: Work): Told {
  try {
    return { id, answer: answerOf(work) }
  } catch (error) {
    if (error instanceof RunthroughError) return { id, refused: { code: error.code, message: error.message, hint: error.hint } }
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

function answerOf(work: Work): Forecast | Simulation | Lead | null {
  switch (work.do) {
    case 'forecast':
      return workshop.forecast(work)
    case 'simulate':
      return workshop.simulate(work)
    case 'lead':
      return workshop.lead(work)
  }
}
