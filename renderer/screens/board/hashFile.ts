/** A file's name, size and sha256, worked out in the page: its bytes stay where they are. */
import { ContractError } from '../../../electron/contract/errors.ts'

export interface HashedFile {
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

const MOST_BYTES = 256 * 1024 * 1024

/** @throws ContractError in words, where it is too large or the page may not hash */
export async function hashFile(file: File): Promise<HashedFile> {
  if (file.size > MOST_BYTES) throw new ContractError({ code: 'bad-request', message: `${file.name} is ${Math.round(file.size / 1_048_576)} MiB long: at most 256 are read here.`, hint: 'Hash it yourself, and give the hash as a note.' })
  const { subtle } = globalThis.crypto as { readonly subtle?: SubtleCrypto }
  if (!subtle) throw new ContractError({ code: 'bad-request', message: 'This page did not come over a safe road, so it may not hash files.', hint: 'Open it by https, or from this machine; or give the hash as a note.' })
  const digest = new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()))
  return { name: file.name, bytes: file.size, sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') }
}
