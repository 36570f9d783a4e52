/** Names of runs and sessions. A run's sorts by its minute (UTC) and can be typed: `r-20261123-0712-7f3a`. */
import { randomBytes } from 'node:crypto'
import type { Clock, Ids, RunId, SessionId } from '../core/ports.ts'

/** `taken` is asked so that two runs of one minute never share a name; 65,536 fit, after that it throws. */
export function systemIds(clock: Clock, taken: (id: RunId) => boolean = () => false, hex = randomHex): Ids {
  const given = new Set<RunId>()
  return {
    run() {
      const iso = new Date(clock.wallMs()).toISOString()
      const minute = `${iso.slice(0, 10).replaceAll('-', '')}-${iso.slice(11, 16).replace(':', '')}`
      for (let tries = 0; tries < 1_000; tries += 1) {
        const id = `r-${minute}-${hex(2)}` as RunId
        if (given.has(id) || taken(id)) continue
        given.add(id)
        return id
      }
      throw new Error(`no free run id in minute ${minute}`)
    },
    session: () => `s-${hex(8)}` as SessionId,
  }
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}
