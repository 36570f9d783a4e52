/** Everything that a host answers: the desk (library, plans, trust, settings) and the runs, over one store. */
import type { Host } from '../host.ts'
import { createHeavy } from '../worker/heavy.ts'
import { composeService, type ServiceHandle, type ServiceOptions } from './compose.ts'
import { createRunService } from './runs.ts'

/** Nothing is begun or taken up by it: that is asked for. */
export function createService(host: Host, options: ServiceOptions): ServiceHandle {
  const heavy = createHeavy(host)
  return composeService(host, options, { heavy, runs: (deps) => createRunService(host, { ...deps, heavy, version: options.version }) })
}
