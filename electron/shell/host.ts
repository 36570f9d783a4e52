/** The host process (a `utilityProcess`): the same host as everywhere, and the contract served over the main process's messages. */
import { openAppHost } from '../node/appHost.ts'
import type { FromHost, ToHost } from './hostMessages.ts'
import { createServedRoads } from './servedRoads.ts'

const port = process.parentPort
const receive = createServedRoads({
  tell: (message: FromHost) => port.postMessage(message),
  begin: openAppHost,
  exit: (code) => process.exit(code),
})
port.on('message', ({ data }: { readonly data: ToHost }) => receive(data))
