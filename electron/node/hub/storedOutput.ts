/** What an attempt wrote, its end where it is long: from its output file, or from the pieces that are there while it runs. Redacted already. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { RunId } from '../../core/ports.ts'
import { segmentPath, segmentsIn } from '../exec/capture.ts'
import { FILE } from '../exec/files.ts'
import type { Host } from '../host.ts'

export interface StoredOutput {
  readonly text: string
  /** Of all of it that is kept. */
  readonly bytes: number
  readonly cut: boolean
}

const MOST_BYTES = 256 * 1024

export function readOutput(host: Host, run: RunId, step: string, attempt: number): StoredOutput {
  const folder = join(host.runFolder(run), step, String(attempt))
  // The pieces first: the whole is written before they are taken away.
  const pieces = segmentsIn(folder).map((segment) => segmentPath(folder, segment))
  const parts = (pieces.length > 0 ? pieces : [join(folder, FILE.output)]).map((path) => readEnd(path, MOST_BYTES)).filter((part) => part !== undefined)
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  const whole = Buffer.concat(parts.map(({ end }) => end))
  const end = whole.subarray(Math.max(0, whole.length - MOST_BYTES))
  const cut = end.length < bytes
  return { text: cut ? fromLine(end) : end.toString('utf8'), bytes, cut }
}

/** Undefined where it is not there, or was taken away meanwhile: an attempt without output. */
function readEnd(path: string, most: number): { readonly end: Buffer; readonly bytes: number } | undefined {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    const { size } = fstatSync(fd)
    const end = Buffer.alloc(Math.min(size, most))
    const read = readSync(fd, end, 0, end.length, size - end.length)
    return { end: end.subarray(0, read), bytes: size }
  } finally {
    closeSync(fd)
  }
}

/** From the first whole line on; of one endless line from its first whole character. */
function fromLine(bytes: Buffer): string {
  const newline = bytes.indexOf(0x0a)
  if (newline !== -1 && newline < bytes.length - 1) return bytes.subarray(newline + 1).toString('utf8')
  const start = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80)
  return bytes.subarray(Math.max(0, start)).toString('utf8')
}
