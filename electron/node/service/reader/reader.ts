/** Looks at runbooks in a thread of its own: those that a person waits for first, then what the library has still to look at. */
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { ContractError } from '../../../contract/errors.ts'
import type { Cancellation } from '../../../contract/wire.ts'
import type { Host } from '../../host.ts'
import type { Looked, ToLookAt } from './looked.ts'
import type { Asked, Told } from './readerThread.ts'

export interface Reader {
  /** @throws ContractError `cancelled`; anything else is a fault of ours */
  look(what: ToLookAt, signal?: Cancellation): Promise<Looked>
  close(): Promise<void>
}

interface Waiting {
  readonly what: ToLookAt
  resolve(looked: Looked): void
  reject(error: Error): void
}

const THREAD = fileURLToPath(new URL(`./readerThread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))

export function createReader({ store, clock }: Host): Reader {
  let thread: Worker | undefined
  let present: (Waiting & { readonly id: number }) | undefined
  let waiting: Waiting[] = []
  let lastId = 0
  let isClosed = false

  function next(): void {
    if (present || isClosed) return
    const first = waiting.find(({ what }) => what.full) ?? waiting[0]
    if (!first) return
    waiting = waiting.filter((each) => each !== first)
    lastId += 1
    present = { ...first, id: lastId }
    thread ??= start()
    const asked: Asked = { id: lastId, what: first.what, now: clock.wallMs() }
    // Nothing is handed over: the bytes are copied.
    thread.postMessage(asked, [])
  }

  function start(): Worker {
    const made = new Worker(THREAD, { workerData: { database: store.files.database } })
    made.on('message', (told: Told) => {
      if (told.id !== present?.id) return
      const { resolve, reject } = present
      present = undefined
      if ('looked' in told) resolve(told.looked)
      else reject(new Error(`a runbook could not be looked at: ${told.fault}`))
      next()
    })
    made.on('error', (error) => lost(made, error instanceof Error ? error : new Error(String(error))))
    made.on('exit', (code) => lost(made, new Error(`the thread that looks at runbooks ended with ${code}`)))
    return made
  }

  /** Only what it had in hand is lost: the next look gets a new thread. */
  function lost(which: Worker, why: Error): void {
    if (thread !== which) return
    thread = undefined
    const interrupted = present
    present = undefined
    interrupted?.reject(why)
    next()
  }

  return {
    look(what, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<Looked>()
      if (signal?.aborted || isClosed) reject(cancelled())
      else {
        const one: Waiting = { what, resolve, reject }
        waiting.push(one)
        signal?.addEventListener('abort', () => {
          waiting = waiting.filter((each) => each !== one)
          reject(cancelled())
        })
        next()
      }
      return promise
    },
    async close() {
      isClosed = true
      const ended = thread
      thread = undefined
      for (const each of [...(present ? [present] : []), ...waiting]) each.reject(cancelled())
      present = undefined
      waiting = []
      await ended?.terminate()
    },
  }
}

function cancelled(): ContractError {
  return new ContractError({ code: 'cancelled', message: 'Nobody waits for this any more: it was not looked at.', hint: 'Ask again.' })
}
