/** The shell's own log: lines of JSON in the window's folder, the older half dropped when it grows. What the host has to say stands in the host's log. */
import { appendFileSync, renameSync, statSync } from 'node:fs'
import type { Clock, Json, Log } from '../core/ports.ts'

const MAX_BYTES = 1_000_000

export function openLog(file: string, clock: Clock): Log {
  const line = (level: string) => (message: string, data?: Json) => append(file, `${JSON.stringify({ at: new Date(clock.wallMs()).toISOString(), level, message, ...(data === undefined ? {} : { data }) })}\n`)
  return { info: line('info'), warn: line('warn'), error: line('error') }
}

/** A full disk must not take the window with it: then there is no log. */
function append(file: string, text: string): void {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.old`)
    appendFileSync(file, text, { mode: 0o600 })
  } catch {
    return
  }
}
