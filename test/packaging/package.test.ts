/** What is in a package: everything that the window needs, nothing else, and nothing that could be taken for a release. */
import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, ftruncateSync, globSync, mkdirSync, openSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { listPackage } from '@electron/asar'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { NOTICES } from '../../electron/shell/packaging/notices.mjs'
import { LEAST_BYTES, whyNotElectron } from '../../electron/shell/packaging/realElectron.mjs'
import { projectRoot } from '../law/scratch.ts'
import { closureOf, follow } from './imports.ts'
import { pack, runPack, scratch, type Packed } from './packed.ts'
import { fusesOf } from './stub.ts'

const folder = scratch()
let packed: Packed
/** Every entry of the archive, without the first slash; folders too. */
let archive: readonly string[]
beforeAll(async () => {
  packed = await pack(folder, 'dir', 'tar.gz', 'deb')
  archive = listPackage(join(packed.resources, 'app.asar'), { isPack: false }).map((path) => path.slice(1))
}, 300_000)

const filesIn = (root: string): string[] => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name))).toSorted()
const unpacked = (): string[] => filesIn(join(packed.resources, 'app.asar.unpacked'))
const within = (...starts: readonly string[]): string[] => archive.filter((path) => starts.some((start) => path.startsWith(`${start}/`)))
/** Names of packages. */
const archived = (): string[] => [...new Set(within('node_modules').map((path) => path.split('/').slice(1, path.startsWith('node_modules/@') ? 3 : 2).join('/')).filter((name) => !/^@[^/]*$/.test(name)))].toSorted()

describe('in the archive', () => {
  test('is everything that was built for the window: core, contract, node, shell and the page', () => {
    const built = ['core', 'contract', 'node', 'shell'].flatMap((layer) => globSync(`out/${layer}/**/*.{js,cjs}`, { cwd: projectRoot }))
    expect(built.length).toBeGreaterThan(200)
    expect(built.filter((file) => !archive.includes(file))).toEqual([])
    expect(filesIn(join(projectRoot, 'out/renderer')).map((file) => `out/renderer/${file}`).filter((file) => !archive.includes(file))).toEqual([])
    for (const file of ['package.json', 'out/shell/main.js', 'out/shell/host.js', 'out/shell/preload.cjs', 'out/renderer/index.html', 'electron/shell/icons/icon.png', 'runbooks/trusted.json', ...globSync('migrations/*.sql', { cwd: projectRoot })]) expect(archive).toContain(file)
  })

  test('is nothing else: no sources, tests, tools, command line, web host, maps', () => {
    const tops = new Set(archive.map((path) => path.split('/')[0]))
    expect([...tops].toSorted()).toEqual(['electron', 'migrations', 'node_modules', 'out', 'package.json', 'runbooks'])
    expect(new Set(within('out').map((path) => path.split('/')[1]))).toEqual(new Set(['core', 'contract', 'node', 'renderer', 'shell']))
    expect(within('electron').filter((path) => /\.\w+$/.test(path))).toEqual(['electron/shell/icons/icon.png'])
    expect(archive.filter((path) => /\.(ts|tsx|mts|cts|map|tsbuildinfo|md|gyp|c|cc|cpp|h)$/.test(path))).toEqual([])
    expect(archive.filter((path) => /(^|\/)(test|tests|__tests__|fixtures)(\/|$)/.test(path))).toEqual([])
  })

  test('are exactly the packages that are imported, with what they need themselves', () => {
    const { packages } = follow(['out/shell/main.js', 'out/shell/host.js', ...globSync('out/node/**/*.js', { cwd: projectRoot })].map((file) => join(projectRoot, file)))
    expect(archived()).toEqual(closureOf(projectRoot, packages))
  })

  test('says what it is, and how it is started', () => {
    const app = JSON.parse(readFileSync(join(packed.resources, 'app.asar.unpacked/package.json'), 'utf8')) as Record<string, unknown>
    expect(app).toMatchObject({ name: 'runthrough', version: JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version, type: 'module', main: 'out/shell/main.js' })
    expect(app).not.toHaveProperty('devDependencies')
    expect(app).not.toHaveProperty('scripts')
  })
})

describe('beside the archive', () => {
  test('is one native binary: that of this system and processor', () => {
    const natives = filesIn(packed.app).filter((file) => file.endsWith('.node'))
    expect(natives).toEqual([`resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
    expect(readFileSync(join(packed.app, natives[0] ?? '')).subarray(0, 4).toString('latin1')).toBe('\x7fELF')
    expect(archive.filter((path) => path.endsWith('.node'))).toHaveLength(1)
  })

  test('is the supervisor with all that it imports: it runs under plain Node, which reads no archive', () => {
    const { files, packages } = follow([join(packed.resources, 'app.asar.unpacked/out/node/exec/supervisor.js')])
    const wanted = follow([join(projectRoot, 'out/node/exec/supervisor.js')]).files
    expect(files.length).toBe(wanted.length)
    expect(packages).toEqual([])
  })

  test('are the runbooks with their programs, and not the hashes that approve them', () => {
    const runbooks = filesIn(join(projectRoot, 'runbooks')).filter((file) => !file.endsWith('.md') && file !== 'trusted.json' && !file.startsWith('work/')).map((file) => `runbooks/${file}`)
    expect(unpacked().filter((file) => file.startsWith('runbooks/'))).toEqual(runbooks.toSorted())
  })

  test('is nothing that could as well be inside', () => {
    expect(unpacked().filter((file) => !/^(package\.json|runbooks\/|out\/node\/(exec\/|process\.js|appFolder\.js)|node_modules\/better-sqlite3\/prebuilds\/)/.test(file))).toEqual([])
  })

  test('is the Node that runbooks run under, and it runs', () => {
    const version = execFileSync(join(packed.resources, 'node/node'), ['--version'], { encoding: 'utf8' }).trim()
    expect(version).toBe(`v${JSON.parse(readFileSync(join(projectRoot, 'node_modules/node/package.json'), 'utf8')).version}`)
  })

  test('are the documents that the menu shows, and the licences', () => {
    for (const file of ['docs/runbook-format.md', 'LICENSE', '../LICENSE.electron.txt']) expect(existsSync(join(packed.resources, file)), file).toBe(true)
  })

  test('is the licence of every package of others that is in it, in the archive or bundled into the page', () => {
    const parts = new Map(readFileSync(join(packed.resources, NOTICES), 'utf8').split(/\n─+\n/).slice(1).map((part) => [/\S+/.exec(part)?.[0], part]))
    const page = globSync('renderer/**/*.{ts,tsx,css}', { cwd: projectRoot, exclude: ['**/*.config.ts'] }).map((file) => readFileSync(join(projectRoot, file), 'utf8')).join('')
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
    const bundled = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => page.includes(`'${name}'`) || page.includes(`'${name}/`))
    expect(bundled).toEqual(expect.arrayContaining(['react', 'elkjs', '@fontsource-variable/jetbrains-mono']))
    for (const name of [...archived(), ...closureOf(projectRoot, bundled)]) if (!name.startsWith('@types/')) expect(parts.get(name), name).toMatch(/^Licence: \S/m)
    expect(parts.get('elkjs')).toMatch(/Licence: EPL-2\.0[^]*Source: https:\/\/github\.com\/[^]*Eclipse Public License/)
  })
})

test('the fuses are flipped in the program itself', () => {
  expect(fusesOf(join(packed.app, 'runthrough'))).toMatchObject({
    runAsNode: 'off',
    cookieEncryption: 'on',
    nodeOptions: 'off',
    cliInspect: 'off',
    asarIntegrity: 'on',
    onlyLoadFromAsar: 'on',
    browserSnapshot: 'off',
    fileProtocol: 'off',
  })
})

test('the tar.gz holds the app as it is, below one folder', () => {
  const names = execFileSync('tar', ['-tzf', packed.files['tar.gz'] ?? ''], { encoding: 'utf8', maxBuffer: 1e8 }).split('\n').filter((name) => name !== '' && !name.endsWith('/'))
  const [top] = names[0]?.split('/') ?? []
  expect(top).toMatch(/^Runthrough-\d+\.\d+\.\d+-linux-/)
  expect(names.map((name) => name.slice(`${top}/`.length).replace(/^\.\//, '')).toSorted()).toEqual(filesIn(packed.app))
})

describe('the deb', () => {
  const deb = (): string => packed.files['deb'] ?? ''
  const ask = (...args: readonly string[]): string => execFileSync('dpkg-deb', [...args], { encoding: 'utf8', maxBuffer: 1e8 })

  test('says what it is and what it needs', () => {
    expect(ask('--field', deb(), 'Package').trim()).toBe('runthrough')
    expect(ask('--field', deb(), 'Version').trim()).toBe(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version)
    expect(ask('--field', deb(), 'Architecture').trim()).toBe({ x64: 'amd64', arm64: 'arm64' }[process.arch as string])
    expect(ask('--field', deb(), 'Depends')).toMatch(/libgtk-3-0.*libnss3/)
    expect(ask('--field', deb(), 'Description')).toContain('Rehearse a release runbook')
    expect(Number(ask('--field', deb(), 'Installed-Size'))).toBeGreaterThan(100_000)
  })

  test('brings the app, a menu entry and icons, all of them root’s', () => {
    const lines = ask('--contents', deb()).split('\n').filter((line) => line !== '')
    expect(lines.filter((line) => !line.includes(' root/root '))).toEqual([])
    const names = lines.map((line) => line.split(/\s+/)[5] ?? '')
    for (const file of ['./opt/Runthrough/runthrough', './opt/Runthrough/resources/app.asar', './opt/Runthrough/resources/node/node', './usr/share/applications/runthrough.desktop', './usr/share/icons/hicolor/16x16/apps/runthrough.png', './usr/share/icons/hicolor/512x512/apps/runthrough.png']) expect(names).toContain(file)
    const target = join(folder, 'opened')
    ask('--extract', deb(), target)
    const entry = readFileSync(join(target, 'usr/share/applications/runthrough.desktop'), 'utf8')
    expect(entry).toMatch(/^Exec=\/opt\/Runthrough\/runthrough/m)
    expect(entry).toMatch(/^Name=Runthrough$/m)
    // Every YAML of the machine would open here: a runbook is named or dropped instead.
    expect(entry).not.toContain('MimeType')
  })
})

describe('what is no Electron', () => {
  test('says so in what was packed of it', () => {
    expect(readFileSync(join(packed.resources, 'NOT-A-RELEASE.txt'), 'utf8')).toContain('is no program of linux')
  })

  test('is refused where nobody asked for a stub, and nothing of it is left', async () => {
    const at = join(folder, 'refused')
    const { code, output } = await runPack([at, 'dir'])
    expect(code).not.toBe(0)
    expect(output).toContain('This is not the app')
    expect(existsSync(join(at, 'made/linux-unpacked'))).toBe(false)
  }, 120_000)

  test.each([['--publish', 'always'], ['--publish=onTag'], ['-p', 'always']])('is never published, also where a stub was asked for: %s', async (...words) => {
    const { code, output } = await runPack([join(folder, `published${words.join('')}`), 'dir', ...words], { RUNTHROUGH_PACKS_A_STUB: '1' })
    expect(code).not.toBe(0)
    expect(output).toContain('This is not the app')
  }, 120_000)

  test('is told from Electron by what the program is, and by its size', () => {
    const at = join(folder, 'programs')
    mkdirSync(join(at, 'Runthrough.app/Contents/Frameworks/Electron Framework.framework/Versions/A'), { recursive: true })
    const big = (file: string, start: string, bytes = LEAST_BYTES): void => {
      writeFileSync(join(at, file), Buffer.from(start, 'hex'))
      const fd = openSync(join(at, file), 'r+')
      ftruncateSync(fd, bytes)
      closeSync(fd)
    }
    expect(whyNotElectron(at, 'linux')).toContain('there is no program')
    big('runthrough', '7f454c46')
    expect(whyNotElectron(at, 'linux')).toBeUndefined()
    big('runthrough', '7f454c46', LEAST_BYTES - 1)
    expect(whyNotElectron(at, 'linux')).toContain('has 99999999 bytes')
    big('runthrough', '23212f62')
    expect(whyNotElectron(at, 'linux')).toContain('is no program of linux')
    big('Runthrough.exe', '4d5a9000')
    expect(whyNotElectron(at, 'win32')).toBeUndefined()
    big('Runthrough.app/Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework', 'cafebabe')
    expect(whyNotElectron(at, 'darwin')).toBeUndefined()
  })

  test('nothing is published by any script', () => {
    const { publish, afterExtract, afterPack } = parse(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>
    expect(publish).toBeNull()
    for (const hook of [afterExtract, afterPack]) expect(statSync(join(projectRoot, String(hook))).isFile()).toBe(true)
    const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    expect(Object.values(scripts).filter((script) => /publish/.test(script))).toEqual([])
  })
})
