/** Links beyond one start: kept for a port that was asked for, and told to the browser without telling anybody else. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openBrowser } from '../../electron/cli/openBrowser.ts'
import { ROLES } from '../../electron/contract/roles.ts'
import { createHost, type Host } from '../../electron/node/host.ts'
import { keptTokens } from '../../electron/web/keptTokens.ts'
import { isToken } from '../../electron/web/tokens.ts'
import { memoryLog, scratch } from './support.ts'

const LINK = 'http://127.0.0.1:4711/#token=abc"<&'

describe('the links of a port', () => {
  test('are the same after a restart, one for each role, and only their owner can read them', () => {
    const folder = scratch()
    const first = keptTokens(host(folder), false)
    expect(Object.keys(first)).toEqual([...ROLES])
    expect(Object.values(first).every(isToken)).toBe(true)
    expect(keptTokens(host(folder), false)).toEqual(first)
    expect(statSync(join(folder, 'links.json')).mode & 0o077).toBe(0)
  })

  test('are new when new ones are asked for, and then those stay', () => {
    const folder = scratch()
    const first = keptTokens(host(folder), false)
    const second = keptTokens(host(folder), true)
    for (const role of ROLES) expect(second[role]).not.toBe(first[role])
    expect(keptTokens(host(folder), false)).toEqual(second)
  })

  test('that somebody made weak are not used', () => {
    const folder = scratch()
    writeFileSync(join(folder, 'links.json'), JSON.stringify({ captain: 'x', operator: 'y', rollback: 'z', observer: '' }))
    expect(Object.values(keptTokens(host(folder), false)).every(isToken)).toBe(true)
  })
})

describe('the browser', () => {
  test('is given a file that leads to the link, so that no list of programs shows the link', async () => {
    const folder = scratch()
    const { env, told } = withOpener(folder, 'echo "$@" > "$TOLD"')
    const opening = openBrowser(LINK, { folder, env, platform: 'linux' })
    expect(await opening.trouble).toBeUndefined()
    const shown = told()
    expect(shown).not.toContain('token')
    const file = fileURLToPath(shown)
    expect(statSync(file).mode & 0o077).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('content="0; url=http://127.0.0.1:4711/#token=abc&quot;&lt;&amp;"')
    opening.end()
    expect(existsSync(file)).toBe(false)
  })

  test('that could not be opened is told, and why', async () => {
    const folder = scratch()
    expect(await openBrowser(LINK, { folder, env: {}, platform: 'linux' }).trouble).toBe('there is no display here')
    expect(await openBrowser(LINK, { folder, ...withOpener(folder, 'exit 3'), platform: 'linux' }).trouble).toBe('xdg-open ended with code 3')
    expect(await openBrowser(LINK, { folder, env: { DISPLAY: ':1', PATH: folder }, platform: 'linux' }).trouble).toMatch(/ENOENT/)
  })
})

function host(folder: string): Host {
  const made = createHost({ folder, log: memoryLog([]) })
  onTestFinished(() => made.close())
  return made
}

/** A desktop whose xdg-open is a script. */
function withOpener(folder: string, script: string): { readonly env: NodeJS.ProcessEnv; told(): string } {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(bin, 'xdg-open'), 0o755)
  const TOLD = join(folder, 'told')
  return { env: { ...process.env, DISPLAY: ':1', PATH: `${bin}:${process.env['PATH']}`, TOLD }, told: () => readFileSync(TOLD, 'utf8').trim() }
}
