/** The contract inside one process. */
import { createMemoryWires } from '../../electron/contract/memoryWire.ts'
import { serveWire, type ServeOptions } from '../../electron/contract/server.ts'
import type { Wire } from '../../electron/contract/wire.ts'
import { describeContract } from './conformance.ts'

describeContract('memory', async (serving: ServeOptions) => {
  const ends: (() => void)[] = []
  const connect = async (): Promise<Wire> => {
    const [page, host] = createMemoryWires()
    ends.push(serveWire(host, serving))
    return page
  }
  return {
    connect,
    async connectSlow() {
      const wire = await connect()
      let listener: ((frame: string) => void) | undefined
      let isReading = false
      // An end that nobody listens at is one that reads nothing.
      const slow: Wire = { ...wire, onFrame: (then) => ((listener = then), isReading && wire.onFrame(then)) }
      return {
        wire: slow,
        read() {
          isReading = true
          if (listener) wire.onFrame(listener)
        },
      }
    },
    async close() {
      for (const end of ends) end()
    },
  }
}, { slowReaders: true })
