/** Small files of choices in the data folder: written whole or not at all; one that can't be read is set aside, never overwritten unseen. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { z } from 'zod'
import { RunthroughError } from '../../core/errors.ts'
import type { Host } from '../host.ts'
import { stamp, syncFolder } from '../store/files.ts'
import { meansFull } from '../store/reserve.ts'

export interface Read<Value> {
  /** Undefined where there is none yet, or none that can be used. */
  readonly value: Value | undefined
  /** For the person: what was damaged, and where it is now. */
  readonly told: string | null
}

export function readJsonFile<Value>(host: Host, file: string, shape: z.ZodType<Value>): Read<Value> {
  if (!existsSync(file)) return { value: undefined, told: null }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    return { value: undefined, told: `${file} can't be read (${(error as Error).message}), so it counts as empty. Look at who owns it.` }
  }
  const found = shape.safeParse(parse(text))
  if (found.success) return { value: found.data, told: null }
  const aside = `${file}.damaged-${stamp(host.clock.wallMs())}`
  renameSync(file, aside)
  host.log.warn('a file of choices was damaged and set aside', { file, aside, why: found.error.message })
  return { value: undefined, told: `${basename(file)} could not be understood, so it starts anew. What it held lies in ${aside}.` }
}

/** @throws RunthroughError `disk-full`; then the file is as it was */
export function writeJsonFile(file: string, value: unknown): void {
  const unfinished = `${file}.unfinished-${process.pid}`
  try {
    const fd = openSync(unfinished, 'w', 0o600)
    try {
      writeFileSync(fd, `${JSON.stringify(value, null, 2)}\n`)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(unfinished, file)
    syncFolder(dirname(file))
  } catch (error) {
    rmSync(unfinished, { force: true })
    if (!meansFull(error)) throw error
    throw new RunthroughError('disk-full', `The disk under ${dirname(file)} takes no more: this was not kept. Runs and their journal are not touched by it.`, 'Free some space, then try again.')
  }
}

/** Undefined for what is no JSON: no shape takes that. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
