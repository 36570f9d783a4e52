// What every script here needs: options, clear failures, the names of the files in the work folder.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** Says what is wrong on stderr and ends: 1 = the answer is no, 2 = wrong usage. */
export function fail(message, code = 1) {
  console.error(message)
  process.exit(code)
}

/** `--name value` options. `defaults` names them all; one whose default is undefined must be given. */
export function options(defaults) {
  const spec = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' }]))
  let values
  try {
    values = parseArgs({ options: spec }).values
  } catch (error) {
    fail(`${error.message}\nOptions: ${Object.keys(defaults).map((name) => `--${name}`).join(' ')}`, 2)
  }
  const given = { ...defaults, ...values }
  for (const [name, value] of Object.entries(given)) if (value === undefined || value === '') fail(`--${name} is missing`, 2)
  return given
}

/** A whole number out of an option, or a clear refusal. */
export function wholeNumber(text, name, min, max) {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < min || number > max) fail(`--${name} must be a whole number from ${min} to ${max}, not "${text}"`, 2)
  return number
}

/** One of a few words out of an option, or a clear refusal. */
export function oneOf(text, name, ...words) {
  if (!words.includes(text)) fail(`--${name} is ${words.join(' or ')}, not "${text}"`, 2)
  return text
}

/** The other one of the two clusters. */
export const other = (name) => (name === 'old' ? 'new' : 'old')

/** The files of one scratch environment. */
export function places(work) {
  const folder = resolve(work)
  const at = (name) => join(folder, name)
  return {
    folder,
    marker: at('.postgres-scratch'), // only a folder that holds this file is ever emptied
    clusters: at('clusters.json'), // how the two clusters are reached; only the owner may read it
    route: at('route.json'), // which cluster the application writes to; stands for the connection pooler's configuration
    stopped: at('writes-stopped.json'), // up to where the other side has to come before anything is switched
    opened: at('new-opened.json'), // stands as long as the new cluster may hold writes that the old one lacks
    journal: at('acknowledged.ndjson'), // every write that somebody was told is done, synced before it counts
    backup: at('old.dump'),
    writerPid: at('writer.pid.json'),
    writerLog: at('writer.log'),
  }
}

/** Makes the work folder where there is none. */
export function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    fail(`${folder} can't be used as a work folder (${error.code}): give another one with --input work=FOLDER`)
  }
}

export function readJson(file, otherwise) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT' && otherwise !== undefined) return otherwise
    throw new Error(`${file} can't be read: ${error.message}`, { cause: error })
  }
}

/** Written beside, then renamed: a reader sees the old file or the new one, never half of it. For the owner alone. */
export function writeJson(file, value) {
  mkdirSync(join(file, '..'), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(value)}\n`, { mode: 0o600 })
  renameSync(beside, file)
}
