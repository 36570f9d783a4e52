/** ELK in a worker of its own: a file of the page, as its security policy wants it. */
import ELK from 'elkjs/lib/elk-api.js'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { Elk } from './interior.ts'

export interface ElkWorker extends Elk {
  /** Ends what it computes, too; whoever waits for that waits for ever, and must not. */
  close(): void
}

export function startElk(): ElkWorker {
  const elk = new ELK({ workerUrl })
  return { layout: (graph) => elk.layout(graph), close: () => elk.terminateWorker() }
}
