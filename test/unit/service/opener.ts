/** A host that only looks: opens every file that argv names (data folder first), and asks all that can be asked before a run. Says on stdout what came of it. */
import { createHost } from '../../../electron/node/host.ts'
import { createMemoryWires } from '../../../electron/contract/memoryWire.ts'
import { createClient } from '../../../electron/contract/client.ts'
import { createService } from '../../../electron/node/service/service.ts'

const [folder = '', examples = '', ...files] = process.argv.slice(2)
const quiet = (): void => undefined
const host = createHost({ folder, log: { info: quiet, warn: quiet, error: (message, data) => process.stderr.write(`${message} ${JSON.stringify(data)}\n`) } })
const handle = createService(host, { version: '1', account: 'ada', machine: 'test', examples })
const client = createClient({
  clock: host.clock,
  async connect() {
    const [page, served] = createMemoryWires()
    handle.serve(served, { role: 'captain', via: 'window' })
    return page
  },
})
let opened = 0
const refusals: Record<string, number> = {}
const refused = (error: unknown): void => {
  const { code } = error as { readonly code?: string }
  refusals[code ?? String(error)] = (refusals[code ?? String(error)] ?? 0) + 1
}
for (const path of files) {
  try {
    const { file } = await client.call('library.open', { path })
    opened += 1
    await client.call('plan', { file })
    await client.call('trust.show', { file })
    await client.call('simulate', { file, runs: 3, seed: 1 })
  } catch (error) {
    refused(error)
  }
}
client.close()
await handle.close()
host.close()
process.stdout.write(JSON.stringify({ opened, refusals }))
