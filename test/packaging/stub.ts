/** A distribution that stands for Electron's where there is none: just what the packager looks at. Nothing made of it can be taken for the app. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../law/scratch.ts'

/** Electron's mark of where its fuses are, version 1, as many as it has, all off. https://www.electronjs.org/docs/latest/tutorial/fuses */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
export const FUSES = ['runAsNode', 'cookieEncryption', 'nodeOptions', 'cliInspect', 'asarIntegrity', 'onlyLoadFromAsar', 'browserSnapshot', 'fileProtocol', 'wasmTrapHandlers'] as const

export function makeStub(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  // As Electron ships them: all but the last off or on as they come; the packager must say each.
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\necho 'this is no Electron' >&2\nexit 1\n${SENTINEL}\x01${String.fromCharCode(FUSES.length)}101100101`, { mode: 0o755, encoding: 'latin1' })
  writeFileSync(join(folder, 'version'), JSON.parse(readFileSync(join(projectRoot, 'node_modules/electron/package.json'), 'utf8')).version as string)
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
  writeFileSync(join(folder, 'locales', 'de.pak'), '')
  writeFileSync(join(folder, 'LICENSE'), 'stub\n')
  return folder
}

/** How the fuses of a program stand. */
export function fusesOf(program: string): Record<(typeof FUSES)[number], string> {
  const bytes = readFileSync(program)
  const at = bytes.indexOf(SENTINEL, 0, 'latin1') + SENTINEL.length
  const count = bytes[at + 1] ?? 0
  if (count !== FUSES.length) throw new Error(`${count} fuses, expected ${FUSES.length}`)
  return Object.fromEntries(FUSES.map((name, index) => [name, { '0': 'off', '1': 'on', r: 'removed', '\x90': 'inherits' }[String.fromCharCode(bytes[at + 2 + index] ?? 0)] ?? 'unknown'])) as Record<(typeof FUSES)[number], string>
}
