/** sha256 from node:crypto. */
import { createHash } from 'node:crypto'
import type { Hash, Sha256 } from '../core/ports.ts'

export const nodeHash: Hash = { sha256: (text) => sha256Bytes(text) }

/** Lower-case hex sha256 of the bytes (a text counts as its UTF-8). */
export function sha256Bytes(bytes: Uint8Array | string): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256
}
