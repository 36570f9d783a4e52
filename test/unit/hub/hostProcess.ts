/**
 * A host of its own that is made to be killed, on the data folder of argv[2]. argv[3]: the text of a runbook to approve and rehearse; it
 * says the run's id. Without it: it takes up what a dead one left, and says which.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeHash } from '../../../electron/node/hash.ts'
import { createHost } from '../../../electron/node/host.ts'
import { createCaller } from '../../../electron/node/service/caller.ts'
import { createService } from '../../../electron/node/service/service.ts'

const [, , data = '', text] = process.argv
const host = createHost({ folder: data, log: { info: () => undefined, warn: () => undefined, error: () => undefined } })
const handle = createService(host, { version: '1.2.3', account: 'ada', machine: 'test', examples: join(data, 'no-examples') })
const { methods } = handle.service
const captain = createCaller({ role: 'captain', via: 'window', name: 'Eve' })
const { signal } = new AbortController()
const say = (line: string): void => void process.stdout.write(`${line}\n`)

if (text === undefined) say(handle.resumeMine().join(','))
else {
  const folder = join(data, '..', 'books-of-the-other')
  mkdirSync(folder)
  writeFileSync(join(folder, 'book.yaml'), text)
  const { file } = await methods['library.open']({ path: join(folder, 'book.yaml') }, captain, signal)
  const { trustSha256 } = await methods['trust.show']({ file }, captain, signal)
  await methods['trust.approve']({ file, trustSha256 }, captain, signal)
  const { run } = await methods['run.start']({ file, sha256: nodeHash.sha256(text), mode: 'rehearsal', environment: 'local', inputs: {} }, captain, signal)
  say(run)
}
// It ends in order when its input does.
process.stdin.once('end', () => {
  void handle.close().then(() => {
    host.close()
    process.exit(0)
  })
})
process.stdin.resume()
