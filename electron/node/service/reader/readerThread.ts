/** The thread in which runbooks are looked at: one after the other, with a connection of its own that can only read. */
import { parentPort, workerData } from 'node:worker_threads'
import { openReadable } from '../../store/connection.ts'
import { rememberTexts } from './examinedTexts.ts'
import { lookAt, type Looked, type ToLookAt } from './looked.ts'

export interface Asked {
  readonly id: number
  readonly what: ToLookAt
  /** Wall ms. */
  readonly now: number
}

export type Told = { readonly id: number; readonly looked: Looked } | { readonly id: number; readonly fault: string }

const port = parentPort
if (!port) throw new Error('this is a thread of the host')
const { database } = workerData as { readonly database: string }
const db = openReadable(database)
const look = rememberTexts()

port.on('message', ({ id, what, now }: Asked) => {
  port.postMessage(answer(id, what, now))
})

function answer(id: number, what: ToLookAt, now: number): Told {
  try {
    return { id, looked: lookAt(db, what, now, look) }
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
