/** The window's life: where it was, in which colour, with which title; one for each history. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shellText } from '../../electron/contract/shellFrames.ts'
import { GROUND } from '../../electron/shell/ground.ts'
import { launch, newData, type App } from './launch.ts'
import { openPageEnd } from './page.ts'
import { createSteeredHost } from './steered.ts'

const start = (options: Parameters<typeof launch>[0] = {}): App => launch({ isBare: true, host: createSteeredHost().host, ...options })

const windowOf = (app: App) =>
  app.inside(({ electron }) => {
    const window = electron.BrowserWindow.getAllWindows()[0]
    return window && { bounds: window.getNormalBounds(), isMaximized: window.isMaximized(), isShown: window.isShown, title: window.title, background: window.background, min: [window.options['minWidth'], window.options['minHeight']] }
  })

async function leave(app: App): Promise<void> {
  await app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.close())
  expect(await app.ended).toBe(0)
  expect(app.failures).toEqual([])
}

test('size, place, maximised, and the ground of its theme before the page is drawn are kept from one start to the next', async () => {
  const data = newData()
  const first = start({ data, env: { STAND_IN_DARK: '1' } })
  const end = await openPageEnd(await first.page())
  expect(await windowOf(first)).toMatchObject({ isShown: true, isMaximized: false, title: 'Runthrough', min: [720, 480], background: GROUND.dark })
  end.sendText(shellText({ say: 'state', title: 'Settings', file: null, run: null, theme: 'light' }))
  await first.inside(({ untilRecorded }) => untilRecorded('title').then(() => undefined))
  expect(await windowOf(first)).toMatchObject({ background: GROUND.light, title: 'Settings · Runthrough' })
  await first.inside(({ electron }) => {
    const window = electron.BrowserWindow.getAllWindows()[0]
    window?.setBounds({ x: 300, y: 200, width: 1010, height: 720 })
    window?.maximize()
  })
  await leave(first)
  const second = start({ data, env: { STAND_IN_DARK: '1' } })
  await second.opened()
  expect(await windowOf(second)).toMatchObject({ bounds: { x: 300, y: 200, width: 1010, height: 720 }, isMaximized: true, background: GROUND.light })
})

test('on a machine whose second screen is gone it opens where it can be seen', async () => {
  const data = newData()
  const two = JSON.stringify([{ x: 0, y: 0, width: 1920, height: 1040 }, { x: 1920, y: 0, width: 1920, height: 1040 }])
  const first = start({ data, env: { STAND_IN_DISPLAYS: two } })
  await first.opened()
  await first.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.setBounds({ x: 2200, y: 100, width: 1000, height: 700 }))
  await leave(first)
  const second = start({ data })
  await second.opened()
  const seen = await second.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.options)
  expect(seen).toMatchObject({ width: 1000, height: 700 })
  expect(seen).not.toHaveProperty('x')
})

test('the window’s ground is the page’s own', async () => {
  const app = start()
  const page = await app.page()
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    const ground = await page.evaluate(() => {
      const canvas = document.createElement('canvas')
      const brush = canvas.getContext('2d')
      if (!brush) throw new Error('no canvas')
      brush.fillStyle = getComputedStyle(document.documentElement).backgroundColor
      brush.fillRect(0, 0, 1, 1)
      return `#${Array.from(brush.getImageData(0, 0, 1, 1).data.slice(0, 3), (part) => part.toString(16).padStart(2, '0')).join('')}`
    })
    expect(ground).toBe(GROUND[scheme])
  }
})

test('a second start on the same history shows the first window, and ends', async () => {
  const data = newData()
  const first = start({ data })
  const end = await openPageEnd(await first.page())
  end.sendText(shellText({ say: 'state', title: '', file: null, run: null, theme: 'system' }))
  await first.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.minimize())
  const second = start({ data, args: ['/books/second.yaml'] })
  expect(await second.ended).toBe(0)
  expect(await end.shellFrame('opened')).toEqual({ t: 'shell', say: 'opened', path: '/books/second.yaml.real' })
  expect(await first.inside(({ electron }) => electron.BrowserWindow.getAllWindows().map((window) => window.isMinimized()))).toEqual([false])
})

test('another history opens a window of its own', async () => {
  const [first, second] = [start(), start()]
  await first.opened()
  await second.opened()
  expect(first.process.exitCode).toBeNull()
})

test('a folder that can’t be used is told in words, and nothing is started', async () => {
  const app = start({ data: join(import.meta.filename, 'below a file') })
  expect(await app.ended).toBe(1)
})

test('a page that crashes is loaded anew; one that crashes again asks', async () => {
  const app = start()
  await app.opened()
  await app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }))
  await app.inside(({ untilRecorded }) => untilRecorded('reloaded').then(() => undefined))
  await app.inside(({ electron, answerNext }) => {
    answerNext('showMessageBox', { response: 1 })
    electron.BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 9 })
  })
  expect(await app.ended).toBe(0)
})
