/** One thread that does one piece of work after the other. It is made when first wanted; one that dies is made anew once for the work in hand. */
import { Worker } from 'node:worker_threads'
import type { Cancellation } from '../../contract/wire.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Asked, Told, Work } from './messages.ts'

export interface Thread {
  /** `key`: of waiting work with the same one only the latest is done, for all who asked. @throws RunthroughError, or what `cancelled` makes */
  ask(work: Work, key: string | undefined, signal?: Cancellation): Promise<unknown>
  close(): Promise<void>
}

export interface ThreadOptions {
  readonly script: string
  /** Path of the history's database. */
  readonly database: string
  /** Work that nobody waits for any more is broken off: it may be long. */
  readonly stopsWhenUnwanted?: boolean
  cancelled(): Error
}

interface Item {
  work: Work
  readonly key: string | undefined
  readonly askers: Set<PromiseWithResolvers<unknown>>
  /** The thread died of it, or with it. */
  hasDied: boolean
}

export function createThread({ script, database, stopsWhenUnwanted = false, cancelled }: ThreadOptions): Thread {
  let worker: Worker | undefined
  let present: { readonly id: number; readonly item: Item } | undefined
  let waiting: Item[] = []
  let lastId = 0
  let isClosed = false

  function next(): void {
    if (present || isClosed) return
    const item = waiting.shift()
    if (!item) return
    lastId += 1
    present = { id: lastId, item }
    worker ??= start()
    const asked: Asked = { id: lastId, work: item.work }
    // Nothing is handed over: the bytes are copied.
    worker.postMessage(asked, [])
  }

  function start(): Worker {
    const made = new Worker(script, { workerData: { database } })
    made.on('message', (told: Told) => {
      if (made !== worker || told.id !== present?.id) return
      const { item } = present
      present = undefined
      settle(item, told)
      next()
    })
    made.on('error', (error) => lost(made, error instanceof Error ? error : new Error(String(error))))
    made.on('exit', (code) => lost(made, new Error(`a thread for heavy work ended with ${code}`)))
    // A thread with nothing to do keeps no host alive.
    made.unref()
    return made
  }

  function lost(which: Worker, why: Error): void {
    if (worker !== which) return
    worker = undefined
    const item = present?.item
    present = undefined
    if (item && !item.hasDied && !isClosed) {
      item.hasDied = true
      waiting.unshift(item)
    } else if (item) for (const asker of item.askers) asker.reject(why)
    next()
  }

  function leave(item: Item, asker: PromiseWithResolvers<unknown>): void {
    if (!item.askers.delete(asker)) return
    asker.reject(cancelled())
    if (item.askers.size > 0) return
    waiting = waiting.filter((other) => other !== item)
    if (!stopsWhenUnwanted || present?.item !== item) return
    const ended = worker
    worker = undefined
    present = undefined
    void ended?.terminate()
    next()
  }

  return {
    async ask(work, key, signal) {
      if (isClosed || signal?.aborted) throw cancelled()
      const asker = Promise.withResolvers<unknown>()
      let item = key === undefined ? undefined : waiting.find((other) => other.key === key && !other.hasDied)
      if (item) item.work = work
      else {
        item = { work, key, askers: new Set(), hasDied: false }
        waiting.push(item)
      }
      const joined = item
      joined.askers.add(asker)
      signal?.addEventListener('abort', () => leave(joined, asker))
      next()
      return asker.promise
    },
    async close() {
      isClosed = true
      const ended = worker
      worker = undefined
      for (const item of [...(present ? [present.item] : []), ...waiting]) for (const asker of item.askers) asker.reject(cancelled())
      present = undefined
      waiting = []
      await ended?.terminate()
    },
  }
}

function settle({ askers }: Item, told: Told): void {
  for (const { resolve, reject } of askers) {
    if ('answer' in told) resolve(told.answer)
    else if ('refused' in told) reject(new RunthroughError(told.refused.code, told.refused.message, told.refused.hint))
    else reject(new Error(`heavy work failed: ${told.fault}`))
  }
  askers.clear()
}
