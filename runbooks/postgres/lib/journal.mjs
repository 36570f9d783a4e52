// The journal of acknowledged writes. A line is one write that somebody was told is done: { token, reference, place, by, atMs }.
// A line counts once it is on the disk (fsync); half a line at the end was never acknowledged.
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** For the writer: appends one write and returns when it is on the disk. */
export function openJournal(file) {
  const whole = existsSync(file) ? wholeLines(file) : ''
  const handle = openSync(file, 'a', 0o600)
  ftruncateSync(handle, Buffer.byteLength(whole))
  fsyncSync(handle)
  return {
    add(entry) {
      writeSync(handle, `${JSON.stringify(entry)}\n`)
      fsyncSync(handle)
    },
    close: () => closeSync(handle),
  }
}

/** All acknowledged writes, the oldest first. */
export function acknowledged(file) {
  if (!existsSync(file)) return []
  return wholeLines(file).split('\n').filter(Boolean).map((line) => JSON.parse(line))
}

/** Waits until `count` writes were acknowledged by that cluster from now on; gives how many they are when the time is over. */
export async function newlyAcknowledged(file, by, count, withinMs) {
  const seen = () => acknowledged(file).filter((entry) => entry.by === by).length
  const before = seen()
  for (const end = Date.now() + withinMs; ; await pause(50)) {
    const now = seen() - before
    if (now >= count || Date.now() > end) return now
  }
}

function wholeLines(file) {
  const text = readFileSync(file, 'utf8')
  return text.slice(0, text.lastIndexOf('\n') + 1)
}
