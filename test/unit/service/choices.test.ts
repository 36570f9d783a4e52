/** Settings, approvals, names and folders: what a person chooses is kept whole, and only what was shown is approved. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCaller } from '../../../electron/node/service/caller.ts'
import { openSettings } from '../../../electron/node/service/settings.ts'
import { createHost } from '../../../electron/node/host.ts'
import { temporaryFolder } from '../store/support.ts'
import { shelf, silent, smallBook, writeBook } from './support.ts'

const { signal } = new AbortController()

test('settings are kept, and what is not said stays as it was', () => {
  const data = temporaryFolder()
  const host = createHost({ folder: data, log: silent })
  const folder = temporaryFolder()
  expect(openSettings(host).write({ name: ' Ada ', folders: [folder, folder] })).toMatchObject({ name: 'Ada', folders: [folder], theme: 'system' })
  openSettings(host).write({ theme: 'light' })
  expect(openSettings(host).read()).toMatchObject({ name: 'Ada', folders: [folder], theme: 'light' })
  expect(readdirSync(data).filter((name) => name.startsWith('settings'))).toEqual(['settings.json'])
  host.close()
})

test('a folder that is not there, or no folder, is refused, and nothing is kept of it', () => {
  const its = shelf()
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  for (const wrong of [join(folder, 'missing'), join(folder, 'file'), 'relative'])
    expect(() => its.settings.write({ theme: 'dark', folders: [wrong] }), wrong).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
  expect(its.settings.read()).toMatchObject({ theme: 'system', folders: [] })
})

test('a folder that was chosen and is gone for now does not keep other settings from being changed', () => {
  const its = shelf()
  const folder = its.folder()
  rmSync(folder, { recursive: true })
  expect(its.settings.write({ theme: 'dark', folders: [folder] })).toMatchObject({ theme: 'dark', folders: [folder] })
})

test('an approval shows every command verbatim with what hides in it, and covers exactly what was shown', async () => {
  const its = shelf()
  const folder = temporaryFolder()
  const file = its.library.open(writeBook(folder, 'release.yaml', smallBook('small', { script: 'go.sh", "--to=\\u202Eprod' })))
  const shown = await its.methods['trust.show']({ file }, its.captain, signal)
  expect(shown).toMatchObject({ trusted: false, commands: [{ where: 'act', shell: false, shown: 'sh go.sh "--to=\\u{202E}prod"' }, { where: 'look', shown: 'true' }], files: [{ path: 'go.sh' }, { path: 'release.yaml' }] })
  await its.methods['trust.approve']({ file, trustSha256: shown.trustSha256 }, its.captain, signal)
  expect((await its.methods['trust.show']({ file }, its.captain, signal)).trusted).toBe(true)
})

test('what was changed after it was shown is not approved', async () => {
  const its = shelf()
  const folder = temporaryFolder()
  const file = its.library.open(writeBook(folder, 'release.yaml'))
  const { trustSha256 } = await its.methods['trust.show']({ file }, its.captain, signal)
  appendFileSync(join(folder, 'go.sh'), 'rm -rf /\n')
  await expect(its.methods['trust.approve']({ file, trustSha256 }, its.captain, signal)).rejects.toMatchObject({ code: 'untrusted', message: expect.stringContaining('nothing was approved') })
  expect((await its.methods['trust.show']({ file }, its.captain, signal)).trusted).toBe(false)
})

test('a folder shows folders and files that may be runbooks by their names, hidden ones left out', () => {
  const its = shelf()
  const folder = temporaryFolder()
  for (const name of ['b', 'a', '.hidden']) mkdirSync(join(folder, name))
  for (const name of ['two.yml', 'one.yaml', 'notes.txt', '.secret.yaml']) writeFileSync(join(folder, name), '')
  symlinkSync(join(folder, 'one.yaml'), join(folder, 'three.yaml'))
  const browse = its.methods['library.browse']
  expect(browse({ folder }, its.captain, signal)).toMatchObject({ folders: [join(folder, 'a'), join(folder, 'b')], files: ['one.yaml', 'three.yaml', 'two.yml'].map((name) => join(folder, name)) })
  expect(browse({ folder: '/' }, its.captain, signal)).toMatchObject({ parent: null })
  expect(() => browse({ folder: join(folder, 'missing') }, its.captain, signal)).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
})

test('a name is one line that hides nothing, and an empty one is refused', () => {
  const caller = createCaller({ role: 'operator', via: 'link', name: 'operator (link)' })
  caller.rename('  Ada\n\u202ELovelace ')
  expect(caller.actor).toEqual({ name: 'Ada \\u{202E}Lovelace', via: 'link', role: 'operator' })
  expect(() => caller.rename(' \n ')).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test('settings that can not be read whole are set aside with what they held', () => {
  const data = temporaryFolder()
  writeFileSync(join(data, 'settings.json'), '{"theme":"sepia","name":"Ada"}')
  const host = createHost({ folder: data, log: silent })
  const settings = openSettings(host)
  const [aside = ''] = readdirSync(data).filter((name) => name.startsWith('settings.json.damaged-'))
  expect(readFileSync(join(data, aside), 'utf8')).toContain('sepia')
  expect(settings.told).toContain(aside)
  host.close()
})
