/** Approvals as rows. Whether one holds (MAC, bytes) is decided elsewhere. */
import type { Sha256 } from '../../core/ports.ts'
import type { ReadableDatabase } from './connection.ts'
import type { Store } from './database.ts'
import { orDiskFull } from './reserve.ts'

export interface TrustRow {
  /** The runbook's real path. */
  readonly path: string
  readonly trustSha256: Sha256
  readonly mac: string
  /** Wall time, ms. */
  readonly approvedAt: number
  readonly by: string
}

export function getTrust(db: ReadableDatabase, path: string): TrustRow | undefined {
  return db.prepare<unknown[], TrustRow>('SELECT path, trust_sha256 AS trustSha256, mac, approved_at AS approvedAt, "by" FROM trust WHERE path = ?').get(path)
}

/** A path has one approval, the latest. Throws `disk-full`. */
export function putTrust(store: Store, row: TrustRow): void {
  const put = store.db.prepare('INSERT OR REPLACE INTO trust (path, trust_sha256, mac, approved_at, "by") VALUES (?, ?, ?, ?, ?)')
  orDiskFull(store, () => put.run(row.path, row.trustSha256, row.mac, row.approvedAt, row.by))
}

/** True where there was one. */
export function removeTrust(store: Store, path: string): boolean {
  return store.db.prepare('DELETE FROM trust WHERE path = ?').run(path).changes === 1
}
