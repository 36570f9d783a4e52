/** Packs the app around a stub, in a process of its own, once for all kinds: `node pack.ts FOLDER KIND…`. Prints the files that were made. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Arch, build, Platform, type Configuration } from 'electron-builder'
import { parse } from 'yaml'
import { putNode } from '../../electron/shell/packaging/nodeBinary.mjs'
import { makeStub } from './stub.ts'

const root = resolve(import.meta.dirname, '../..')
const [folder = '', ...words] = process.argv.slice(2)
/** What follows a first option is for the hooks, which look at the command line by themselves. */
const kinds = words.slice(0, [...words, '-'].findIndex((word) => word.startsWith('-')))
mkdirSync(folder, { recursive: true })
process.chdir(root)
for (const [name, tool] of [['CUSTOM_FPM_PATH', 'fpm.mjs'], ['ELECTRON_BUILDER_7ZIP_PATH', 'sevenZip.mjs']] as const) process.env[name] = join(root, 'electron/shell/packaging', tool)

const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
putNode(root, 'linux', arch)
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration
const electronDist = makeStub(join(folder, 'stub'))
const made = await build({
  projectDir: root,
  publish: 'never',
  targets: Platform.LINUX.createTarget(kinds, Arch[arch]),
  // What a person would wait for is not what is tested: 120 MB of Node are not compressed.
  config: { ...config, electronDist, compression: 'store', directories: { ...config.directories, output: join(folder, 'made') } },
})
process.stdout.write(`${JSON.stringify({ made })}\n`)
