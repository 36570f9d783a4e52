/** Reads a capture while it grows, from its beginning, and says where it was too slow to see everything. */
import { closeSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { gapMark, segmentPath, segmentsIn } from './capture.ts'

const MOST_BYTES_A_READ = 1_000_000
const CHUNK_BYTES = 128 * 1024

export interface SegmentReader {
  /** What is new, at most 1 MB, in pieces. */
  read(take: (text: string) => void): void
  /** Everything that is there. */
  readAll(take: (text: string) => void): void
}

export function createSegmentReader(folder: string): SegmentReader {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let decoder = new StringDecoder('utf8')
  let segment = 0
  let offset = 0

  return {
    read: (take) => void readUpTo(MOST_BYTES_A_READ, take),
    readAll(take) {
      while (readUpTo(MOST_BYTES_A_READ, take) > 0);
    },
  }

  function readUpTo(most: number, take: (text: string) => void): number {
    let read = 0
    while (read < most) {
      // Looked up before reading: once there is a next segment, this one grows no more.
      const later = segmentsIn(folder).find((number) => number > segment)
      const bytes = readChunk(take)
      read += bytes
      if (bytes > 0) continue
      if (later === undefined) break
      if (later > segment + 1) take(gapMark())
      segment = later
      offset = 0
      decoder = new StringDecoder('utf8')
    }
    return read
  }

  /** Bytes read; 0 at the segment's end, or where it was removed meanwhile. */
  function readChunk(take: (text: string) => void): number {
    let fd: number
    try {
      fd = openSync(segmentPath(folder, segment), 'r')
    } catch {
      return 0
    }
    try {
      const bytes = readSync(fd, buffer, 0, CHUNK_BYTES, offset)
      offset += bytes
      const text = decoder.write(buffer.subarray(0, bytes))
      if (text !== '') take(text)
      return bytes
    } finally {
      closeSync(fd)
    }
  }
}
