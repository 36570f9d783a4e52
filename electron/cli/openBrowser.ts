/**
 * Opens a link in the person's browser. The link is a secret, and every account of the machine can read the arguments of programs: so
 * the browser is given a file that only this account can read, and that leads on to the link.
 */
import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hasDisplay } from '../node/display.ts'

export interface Opening {
  /** Undefined when the browser was told, else why not. */
  readonly trouble: Promise<string | undefined>
  /** Takes the file away. */
  end(): void
}

export interface OpeningOptions {
  /** The data folder: nobody else looks into it. */
  readonly folder: string
  readonly env?: NodeJS.ProcessEnv
  readonly platform?: NodeJS.Platform
}

export function openBrowser(link: string, { folder, env = process.env, platform = process.platform }: OpeningOptions): Opening {
  if (!hasDisplay(env, platform)) return { trouble: Promise.resolve('there is no display here'), end: () => undefined }
  const file = join(folder, `open-${process.pid}.html`)
  writeFileSync(file, `<!doctype html>\n<meta charset="utf-8">\n<meta name="referrer" content="no-referrer">\n<meta http-equiv="refresh" content="0; url=${escaped(link)}">\n<title>Runthrough</title>\n`, { mode: 0o600 })
  const [program, ...args] = OPENERS[platform] ?? ['xdg-open']
  const { promise: trouble, resolve } = Promise.withResolvers<string | undefined>()
  const child = spawn(program, [...args, pathToFileURL(file).href], { stdio: 'ignore', detached: true, env })
  child.on('error', ({ message }) => resolve(message))
  child.on('exit', (code) => resolve(code === 0 ? undefined : `${program} ended with code ${code}`))
  child.unref()
  return { trouble, end: () => rmSync(file, { force: true }) }
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
