// Starts or stops the scratch services: --do start|stop --which door,v1,v2
// Running already, or stopped already, is fine. A started service outlives this program.
import { fail, options, wholeNumber } from './lib/common.mjs'
import { SERVICES, startService, stopService } from './lib/services.mjs'

const given = options({ work: undefined, port: '4700', do: undefined, which: undefined, release: 'v1.0', scratch: 'yes' })
const base = wholeNumber(given.port, 'port', 1024, 65_000)
const which = given.which.split(',')
for (const service of which) if (!SERVICES.includes(service)) fail(`"${service}" is none of ${SERVICES.join(', ')}`, 2)
if (!['start', 'stop'].includes(given.do)) fail('--do is start or stop', 2)
if (given.scratch !== 'yes') {
  console.log('This is no scratch environment: its services are left alone')
  process.exit(0)
}

try {
  for (const service of which)
    console.log(given.do === 'start' ? await startService(service, given.work, base, given.release) : await stopService(service, given.work))
} catch (error) {
  fail(error.message)
}
