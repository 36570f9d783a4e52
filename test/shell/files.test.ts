/** Runbooks that come from the system: named, dropped, opened, chosen. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shellText } from '../../electron/contract/shellFrames.ts'
import { runbooksNamed } from '../../electron/shell/runbookNames.ts'
import { launch, type App } from './launch.ts'
import { openPageEnd, type PageEnd } from './page.ts'
import { createSteeredHost } from './steered.ts'

interface Desk {
  readonly app: App
  readonly end: PageEnd
}

async function desk(args: readonly string[] = []): Promise<Desk> {
  const app = launch({ isBare: true, host: createSteeredHost().host, args })
  return { app, end: await openPageEnd(await app.page()) }
}

const isUp = ({ end }: Desk): void => end.sendText(shellText({ say: 'state', title: '', file: null, run: null, theme: 'system' }))
const paths = ({ end }: Desk): string[] => end.said.flatMap((frame) => (frame.say === 'opened' ? [frame.path] : []))

test('only what is named like a runbook is taken from a command line', () => {
  expect(runbooksNamed(['a.yaml', '--data', '/d', 'b.YML', '--inspect=x.yaml', 'notes.txt', '/abs/c.yaml', '../up.yml'], '/home/maria/books')).toEqual([
    '/home/maria/books/a.yaml',
    '/home/maria/books/b.YML',
    '/abs/c.yaml',
    '/home/maria/up.yml',
  ])
})

test('a runbook named at the start is in the library, and shown once the page is up', async () => {
  const at = await desk(['/books/first.yaml'])
  expect(paths(at)).toEqual([])
  isUp(at)
  expect(await at.end.shellFrame('opened')).toMatchObject({ path: '/books/first.yaml.real' })
})

test('a runbook that the system opens is shown, also where it came before the window', async () => {
  const at = await desk()
  isUp(at)
  const isPrevented = await at.app.inside(({ electron }) => electron.app.ask('open-file', {}, '/books/opened.yml'))
  expect(isPrevented).toBe(true)
  expect(await at.end.shellFrame('opened')).toMatchObject({ path: '/books/opened.yml.real' })
})

test('files dropped on the window are taken by their real places', async () => {
  const at = await desk()
  isUp(at)
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-drop-'))
  const file = join(folder, 'dropped.yaml')
  writeFileSync(file, 'id: x\n')
  await at.app.inside(({ electron }, given) => electron.BrowserWindow.getAllWindows()[0]?.webContents.world?.drop([given]), file)
  expect(await at.end.shellFrame('opened')).toMatchObject({ path: `${file}.real` })
})

test('a drop that a script makes up has no file, and opens nothing', async () => {
  const at = await desk()
  isUp(at)
  const page = await at.app.page()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['id: x'], 'forged.yaml'))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  await at.app.inside(({ electron }) => electron.app.ask('open-file', {}, '/books/after.yaml'))
  await at.end.shellFrame('opened')
  expect(paths(at)).toEqual(['/books/after.yaml.real'])
})

test('what is no runbook, and what can’t be read, is told in words and the rest is opened', async () => {
  const at = await desk()
  isUp(at)
  await at.app.inside(({ electron, answerNext }) => {
    for (const _ of [1, 2]) answerNext('showMessageBox', { response: 0 })
    for (const path of ['/books/notes.txt', '/books/missing.yaml', '/books/good.yaml']) electron.app.ask('open-file', {}, path)
  })
  expect(await at.end.shellFrame('opened')).toMatchObject({ path: '/books/good.yaml.real' })
  const told = await at.app.inside(({ untilRecorded }) => untilRecorded('dialog', 2))
  expect(told.map(([, , options]) => options as { message: string; detail: string })).toMatchObject([
    { message: '/books/notes.txt is no runbook.', detail: expect.stringContaining('Nothing was opened') },
    { message: '/books/missing.yaml can\'t be read: there is no such file.', detail: 'Choose another one.' },
  ])
})

test('the menu’s Open asks the system’s dialog for runbooks, and shows what was chosen', async () => {
  const at = await desk()
  isUp(at)
  await at.app.inside(({ electron, answerNext }) => {
    answerNext('showOpenDialog', { canceled: false, filePaths: ['/books/chosen.yaml'] })
    electron.Menu.getApplicationMenu()?.choose('File', 'Open Runbook…')
  })
  expect(await at.end.shellFrame('opened')).toMatchObject({ path: '/books/chosen.yaml.real' })
  const [[, , options]] = (await at.app.inside(({ recorded }) => recorded('dialog'))) as [[string, string, object]]
  expect(options).toMatchObject({ properties: ['openFile'], filters: [{ extensions: ['yaml', 'yml'] }] })
})

test('a page that asks for a file gets what the person chose, or that they chose none', async () => {
  const at = await desk()
  isUp(at)
  await at.app.inside(({ answerNext }) => {
    answerNext('showOpenDialog', { canceled: true, filePaths: [] })
    answerNext('showOpenDialog', { canceled: false, filePaths: ['/books/chosen.yaml'] })
  })
  at.end.sendText(shellText({ say: 'choose-file' }))
  expect(await at.end.shellFrame('chosen')).toMatchObject({ path: null })
  at.end.sendText(shellText({ say: 'choose-file' }))
  expect(await at.end.shellFrame('chosen', ({ path }) => path !== null)).toMatchObject({ path: '/books/chosen.yaml' })
})
