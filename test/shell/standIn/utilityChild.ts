/** The other side of `utilityProcess`: `process.parentPort`, then the module that was asked for. The `electron` module is not there. */
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'

const port = new EventEmitter()
Object.defineProperty(process, 'parentPort', {
  value: Object.assign(port, {
    postMessage: (message: object) => process.send?.(message),
  }),
})
// A utility process ends with its main process.
process.on('disconnect', () => process.exit(0))

const path = process.argv[2] ?? ''
process.argv.splice(1, 2, path)
const early: unknown[] = []
const keep = (message: unknown): void => void early.push(message)
process.on('message', keep)
await import(pathToFileURL(path).href)
process.off('message', keep)
process.on('message', (data) => port.emit('message', { data, ports: [] }))
for (const data of early) port.emit('message', { data, ports: [] })
