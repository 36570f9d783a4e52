/**
 * A program's output on disk while it runs: segments of 1 MB, of which the first five and the last five are kept. So a
 * chatty program cannot fill the disk, a host can follow live, and both ends are there for the evidence.
 */
import { closeSync, existsSync, openSync, readFileSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { FILE, writeWhole } from './files.ts'

export const SEGMENT_BYTES = 1_000_000
export const HEAD_SEGMENTS = 5
export const TAIL_SEGMENTS = 5

export interface Capture {
  /** Never throws: a full disk ends the capture, not the program. */
  write(text: string): void
  /** Joins head and tail into output.txt. Undefined where there was no output, or no room for it. */
  end(): { readonly sha256: string; readonly bytes: number } | undefined
}

export function createCapture(folder: string): Capture {
  let segment = -1
  let fd: number | undefined
  let used = 0
  let droppedBytes = 0
  let broken = false

  return {
    write(text) {
      // Whole characters a segment: each can be read, and the two ends joined, without cutting one in half.
      for (let at = 0; at < text.length && !broken; ) {
        const end = wholeCharacters(text, at, at + 64 * 1024)
        writeBytes(Buffer.from(text.slice(at, end)))
        at = end
      }
    },
    end() {
      if (fd !== undefined) closeSync(fd)
      fd = undefined
      if (segment === -1) return undefined
      try {
        return joinEnds(folder, droppedBytes, broken)
      } catch {
        return undefined
      }
    },
  }

  function writeBytes(bytes: Buffer): void {
    try {
      if (fd === undefined || used + bytes.length > SEGMENT_BYTES) rotate()
      for (let at = 0; at < bytes.length; ) at += writeSync(fd as number, bytes, at)
      used += bytes.length
    } catch {
      broken = true
    }
  }

  function rotate(): void {
    if (fd !== undefined) closeSync(fd)
    fd = undefined
    segment++
    fd = openSync(segmentPath(folder, segment), 'w', 0o600)
    used = 0
    const old = segment - TAIL_SEGMENTS
    if (old < HEAD_SEGMENTS) return
    const path = segmentPath(folder, old)
    droppedBytes += readFileSync(path).length
    rmSync(path, { force: true })
  }
}

export function segmentPath(folder: string, segment: number): string {
  return join(folder, `out.${segment}`)
}

/** Numbers of the segments that are there, ascending; none where the folder was moved away under us. */
export function segmentsIn(folder: string): number[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => (/^out\.\d+$/.test(name) ? [Number(name.slice(4))] : []))
    .sort((a, b) => a - b)
}

export function removeSegments(folder: string): void {
  for (const segment of segmentsIn(folder)) rmSync(segmentPath(folder, segment), { force: true })
}

/** Where between head and tail something is missing, in words. */
export function gapMark(bytes?: number): string {
  return `\x1b[0m\n[… ${bytes === undefined ? 'output' : `${bytes} bytes`} left out …]\n`
}

function joinEnds(folder: string, droppedBytes: number, broken: boolean): { sha256: string; bytes: number } {
  const parts: Buffer[] = []
  for (const segment of segmentsIn(folder)) {
    if (droppedBytes > 0 && parts.length === HEAD_SEGMENTS) parts.push(Buffer.from(gapMark(droppedBytes)))
    parts.push(readFileSync(segmentPath(folder, segment)))
  }
  if (broken) parts.push(Buffer.from('\x1b[0m\n[… the rest could not be written …]\n'))
  const whole = Buffer.concat(parts)
  writeWhole(join(folder, FILE.output), whole)
  return { sha256: crypto().createHash('sha256').update(whole).digest('hex'), bytes: whole.length }
}

/** Loaded late: it takes 3 ms, which would delay each program's start. A supervisor calls this while its program runs. */
export function crypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto')
}

function wholeCharacters(text: string, from: number, to: number): number {
  if (to >= text.length) return text.length
  const before = text.charCodeAt(to - 1)
  return before >= 0xd800 && before <= 0xdbff && to - 1 > from ? to - 1 : to
}
