/** Who drives a run. */
import type { RunId } from '../core/ports.ts'
import type { Host } from './host.ts'
import { isAlive } from './process.ts'
import { LEASE_EXPIRY_MS, readLease, thisHolder } from './store/lease.ts'

/** True where a living process drives the run: one that we can see here, or one elsewhere that has beaten lately. */
export function isDriven(host: Host, run: RunId): boolean {
  const lease = readLease(host.store.db, run)
  if (!lease) return false
  const { holder, beatAt } = lease
  if (holder.host !== thisHolder(host.session).host) return Math.abs(host.clock.wallMs() - beatAt) < LEASE_EXPIRY_MS
  return isAlive(holder.pid, holder.pidStarted)
}
