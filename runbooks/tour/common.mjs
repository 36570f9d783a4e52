// What the tour's programs share: the work folder, and a clear end.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

export function fail(message, code = 1) {
  console.error(message)
  process.exit(code)
}

/** `program WORK ARGUMENT…` */
export function start(usage, least) {
  const [work, ...rest] = process.argv.slice(2)
  if (!work || rest.length < least) fail(`Usage: ${usage}`, 2)
  const folder = resolve(work)
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    fail(`${folder} can't be used as a work folder (${error.code}): give another one with --input work=FOLDER`)
  }
  return { rest, folder, file: (name) => (/^[a-z0-9-]+$/.test(name) ? join(folder, name) : fail(`"${name}" is no name like left-done`, 2)) }
}
