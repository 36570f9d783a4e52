/** Runbooks that come from the system: named, dropped, opened, chosen. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shellText } from '../../electron/contract/shellFrames.ts'
import { runbooksNamed } from '../../electron/shell/runbookNames.ts'
import { openDesk, sharedDesk, type Desk } from './desk.ts'

const desk = sharedDesk()
const paths = ({ end }: Desk): string[] => end.said.flatMap((frame) => (frame.say === 'opened' ? [frame.path] : []))
const opened = ({ end }: Desk, path: string) => end.shellFrame('opened', (frame) => frame.path === `${path}.real`)

test('only what is named like a runbook is taken from a command line', () => {
  expect(runbooksNamed(['a.yaml', '--data', '/d', 'b.YML', '--inspect=x.yaml', 'notes.txt', '/abs/c.yaml', '../up.yml'], '/srv/maria/books')).toEqual([
    '/srv/maria/books/a.yaml',
    '/srv/maria/books/b.YML',
    '/abs/c.yaml',
    '/srv/maria/up.yml',
  ])
})

test('a runbook named at the start is in the library, and shown once the page is up', async () => {
  const at = await openDesk({ args: ['/books/first.yaml'] })
  expect(paths(at)).toEqual([])
  await at.shows()
  await opened(at, '/books/first.yaml')
})

test('a runbook that the system opens is shown', async () => {
  const at = await desk()
  await at.shows()
  const isPrevented = await at.app.inside(({ electron }) => electron.app.ask('open-file', {}, '/books/opened.yml'))
  expect(isPrevented).toBe(true)
  await opened(at, '/books/opened.yml')
})

test('files dropped on the window are taken by their real places', async () => {
  const at = await desk()
  await at.shows()
  const file = join(mkdtempSync(join(tmpdir(), 'runthrough-drop-')), 'dropped.yaml')
  writeFileSync(file, 'id: x\n')
  await at.app.inside(({ electron }, given) => electron.BrowserWindow.getAllWindows()[0]?.webContents.world?.drop([given]), file)
  await opened(at, file)
})

test('a drop that a script makes up has no file, and opens nothing', async () => {
  const at = await desk()
  await at.shows()
  const page = await at.app.page()
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['id: x'], 'forged.yaml'))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  await at.app.inside(({ electron }) => electron.app.ask('open-file', {}, '/books/after.yaml'))
  await opened(at, '/books/after.yaml')
  expect(paths(at).filter((path) => path.includes('forged'))).toEqual([])
})

test('what is no runbook, and what can’t be read, is told in words and the rest is opened', async () => {
  const at = await desk()
  await at.shows()
  const before = (await at.recorded('dialog')).length
  await at.app.inside(({ electron, answerNext }) => {
    for (const _ of [1, 2]) answerNext('showMessageBox', { response: 0 })
    for (const path of ['/books/notes.txt', '/books/missing.yaml', '/books/good.yaml']) electron.app.ask('open-file', {}, path)
  })
  await opened(at, '/books/good.yaml')
  const told = (await at.untilRecorded('dialog', before + 2)).slice(before)
  expect(told.map(([, , options]) => options)).toMatchObject([
    { type: 'error', message: '/books/notes.txt is no runbook.', detail: expect.stringContaining('Nothing was opened') },
    { type: 'error', message: '/books/missing.yaml can\'t be read: there is no such file.', detail: 'Choose another one.' },
  ])
})

test('the menu’s Open asks the system’s dialog for runbooks, and shows what was chosen', async () => {
  const at = await desk()
  await at.shows()
  const before = (await at.recorded('dialog')).length
  await at.app.inside(({ electron, answerNext }) => {
    answerNext('showOpenDialog', { canceled: false, filePaths: ['/books/chosen.yaml'] })
    electron.Menu.getApplicationMenu()?.choose('File', 'Open Runbook…')
  })
  await opened(at, '/books/chosen.yaml')
  expect((await at.recorded('dialog')).slice(before)).toMatchObject([['dialog', 'showOpenDialog', { properties: ['openFile'], filters: [{ extensions: ['yaml', 'yml'] }] }, true]])
})

test('a page that asks for a file gets what the person chose, or that they chose none', async () => {
  const at = await desk()
  await at.shows()
  await at.app.inside(({ answerNext }) => {
    answerNext('showOpenDialog', { canceled: true, filePaths: [] })
    answerNext('showOpenDialog', { canceled: false, filePaths: ['/books/asked.yaml'] })
  })
  at.end.sendText(shellText({ say: 'choose-file' }))
  expect(await at.end.shellFrame('chosen')).toMatchObject({ path: null })
  at.end.sendText(shellText({ say: 'choose-file' }))
  await at.end.shellFrame('chosen', ({ path }) => path === '/books/asked.yaml')
})
