/** The contract over the web host's WebSocket. */
import { systemClock } from '../../electron/node/clock.ts'
import { serveWire, type ServeOptions } from '../../electron/contract/server.ts'
import { createSocketWire } from '../../electron/web/socketWire.ts'
import { describeContract } from '../contract/conformance.ts'
import { dial, handshake, site } from './support.ts'

describeContract('a WebSocket', async (serving: ServeOptions) => {
  const its = await site({ serve: (wire) => void serveWire(wire, serving) })
  const open = async () => {
    const socket = dial(its)
    const wire = createSocketWire(socket, systemClock())
    await handshake(socket)
    return { socket, wire }
  }
  return {
    connect: async () => (await open()).wire,
    async connectSlow() {
      const { socket, wire } = await open()
      socket.pause()
      return { wire, read: () => socket.resume() }
    },
    close: () => its.host.close(),
  }
}, { slowReaders: true })
