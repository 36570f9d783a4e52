/** The log of a host: lines of JSON in the data folder, for whoever looks for the reference that a page was told. */
import { mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pino, type Logger } from 'pino'
import type { Json, Log } from '../core/ports.ts'

/** At the start, a longer one becomes `host.log.old`. */
const MAX_BYTES = 5_000_000

/** Made when there is something to say; `also` hears all of it, too. */
export function openHostLog(folder: string, also?: Log): Log {
  let logger: Logger | undefined
  const line = (level: 'info' | 'warn' | 'error') => (message: string, data?: Json) => {
    logger ??= openLogger(join(folder, 'host.log'))
    logger[level]({ data }, message)
    also?.[level](message, data)
  }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}

function openLogger(file: string): Logger {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.old`)
  const destination = pino.destination({ dest: file, mode: 0o600, sync: true })
  // A full disk takes the log, and nothing else with it.
  destination.on('error', () => undefined)
  return pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }, destination)
}
