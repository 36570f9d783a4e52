/**
 * `npm run package`: makes what can be made on this machine, one kind after the other, and says of the others plainly why not. The exit
 * code is 0 where everything of this system was made. Arguments name kinds: `npm run package -- deb tar.gz`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, Arch, Platform } from 'electron-builder'
import { parse } from 'yaml'
import { putNode } from './nodeBinary.mjs'

const root = resolve(import.meta.dirname, '../../..')
const output = join(root, 'out/package')
const SYSTEMS = {
  linux: { platform: Platform.LINUX, kinds: ['tar.gz', 'deb', 'AppImage', 'zip'], arch: process.arch, nodes: [process.arch] },
  darwin: { platform: Platform.MAC, kinds: ['dmg'], arch: 'universal', nodes: ['x64', 'arm64'] },
  win32: { platform: Platform.WINDOWS, kinds: ['nsis'], arch: process.arch, nodes: [process.arch] },
}
const ELSEWHERE = { dmg: 'a dmg is made on macOS only (signing and disk images are Apple\'s)', nsis: 'the Windows installer is made on Windows', deb: 'made on Linux', AppImage: 'made on Linux', 'tar.gz': 'made on Linux', zip: 'made on Linux' }

// What the system has need not be fetched.
if (process.platform === 'linux') {
  if (has('dpkg-deb')) process.env.CUSTOM_FPM_PATH ??= join(import.meta.dirname, 'fpm.mjs')
  if (has('gzip') && has('zip')) process.env.ELECTRON_BUILDER_7ZIP_PATH ??= join(import.meta.dirname, 'sevenZip.mjs')
}

const system = SYSTEMS[process.platform]
if (!system) throw new Error(`there is no package for ${process.platform}`)
const asked = process.argv.slice(2)
const kinds = asked.length > 0 ? asked : Object.keys(ELSEWHERE)
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))
// One that is here already need not be fetched again.
const dist = join(root, 'node_modules/electron/dist')
if (existsSync(dist)) config.electronDist = dist
const outcome = []

for (const arch of system.nodes) putNode(root, process.platform, arch)
for (const kind of kinds) outcome.push([kind, await make(kind)])

for (const [kind, why] of outcome) say(why === undefined ? `made: ${kind}` : `not made: ${kind}, because ${why}`)
for (const name of existsSync(output) ? readdirSync(output).filter((each) => each.startsWith('Runthrough-')) : []) say(`  out/package/${name}  ${(statSync(join(output, name)).size / 1e6).toFixed(1)} MB`)
process.exitCode = outcome.some(([kind, why]) => why !== undefined && system.kinds.includes(kind)) ? 1 : 0

/** Undefined where it was made, else why not. */
async function make(kind) {
  if (!(kind in ELSEWHERE)) return 'there is no such kind'
  if (!system.kinds.includes(kind)) return ELSEWHERE[kind]
  say(`── ${kind}`)
  try {
    await build({ projectDir: root, config: structuredClone(config), publish: 'never', targets: system.platform.createTarget(kind, Arch[system.arch]) })
    return undefined
  } catch (error) {
    return inWords(error instanceof Error ? error.message : String(error))
  }
}

function inWords(message) {
  const line = message.split('\n').find((each) => each.trim() !== '')?.trim() ?? 'it failed without a word'
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|fetch failed|getaddrinfo/.test(message) ? `a tool or Electron itself has to be fetched, and there is no network (${line})` : line
}

function has(program) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
