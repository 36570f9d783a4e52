/** Who drives a run. */
import type { RunId } from '../core/ports.ts'
import type { Host } from './host.ts'
import { isAlive } from './process.ts'
import { LEASE_EXPIRY_MS, readLease, thisHolder, type Holder } from './store/lease.ts'

/** True where a living process drives the run: one that we can see here, or one elsewhere that has beaten lately. */
export function isDriven(host: Host, run: RunId): boolean {
  return driverOf(host, run) !== undefined
}

export function driverOf(host: Host, run: RunId): Holder | undefined {
  const lease = readLease(host.store.db, run)
  if (!lease) return undefined
  const { holder, beatAt } = lease
  const drives = holder.host === thisHolder(host.session).host ? isAlive(holder.pid, holder.pidStarted) : Math.abs(host.clock.wallMs() - beatAt) < LEASE_EXPIRY_MS
  return drives ? holder : undefined
}
