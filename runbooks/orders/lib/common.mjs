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

/** The files of one scratch environment. */
export function places(work) {
  const folder = resolve(work)
  const at = (name) => join(folder, name)
  return {
    folder,
    marker: at('.orders-scratch'), // only a folder that holds this file is ever emptied
    database: at('orders.db'),
    snapshot: at('snapshot-v1.db'),
    route: at('route.json'), // which shop the public door leads to
    freeze: at('freeze.json'), // stands while bulk imports are frozen
    ledger: at('acknowledged.ndjson'), // every order that a customer was told is placed
    releases: at('releases'),
    pid: (service) => at(`${service}.pid.json`),
    log: (service) => at(`${service}.log`),
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

/** Written beside, then renamed: a reader sees the old file or the new one, never half of it. */
export function writeJson(file, value) {
  mkdirSync(join(file, '..'), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(value)}\n`)
  renameSync(beside, file)
}
