/** The real page in the shell, on the real host: it keeps to its policy, and the menu, files and themes reach it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { launch, newData, type App } from './launch.ts'

const data = newData()
const ends: (() => Promise<void>)[] = []
let app: App

beforeAll(async () => {
  app = launch({ data, until: (end) => void ends.push(end) })
  await app.page()
  return async () => {
    for (const end of ends) await end()
  }
}, 120_000)

const choose = (...labels: readonly string[]) => app.inside(({ electron }, path: readonly string[]) => electron.Menu.getApplicationMenu()?.choose(...path), labels)
/** Does it, and waits for a title of the window that begins so. */
async function leadsTo(title: string, work: () => Promise<unknown>): Promise<void> {
  const before = await app.inside(({ recorded }) => recorded('title').length)
  await work()
  await app.inside(
    async ({ recorded, untilRecorded }, [from, wanted]: [number, string]) => {
      for (let count = from; !recorded('title').slice(from).some(([, shown]) => String(shown).startsWith(wanted)); count += 1) await untilRecorded('title', count + 1)
    },
    [before, title] as [number, string],
  )
}

test('the library shows the examples, and nothing of the page is refused by its policy', async () => {
  const page = await app.page()
  await page.getByText('A tour of the format').first().waitFor()
  expect(await app.inside(({ recorded }) => [...recorded('page error'), ...recorded('page console'), ...recorded('network')])).toEqual([])
  expect(page.url()).toBe('https://runthrough.app.test/')
})

test('a runbook that the system opens is shown, and the menu offers a run of it', async () => {
  const file = join(data, 'mine.yaml')
  writeFileSync(file, 'runbook: mine\ntitle: Mine alone\nroles: { captain: {} }\nphases:\n  - phase: one\n    rollback: { branch: back }\n    steps:\n      - { step: ask, kind: manual, planned: 1m, owner: captain }\nbranches:\n  - branch: back\n    kind: rollback\n    steps:\n      - { step: look, kind: manual, planned: 1m, owner: captain }\n    ends: rolled-back\n')
  await app.inside(({ electron }, path) => electron.app.ask('open-file', {}, path), file)
  const page = await app.page()
  await page.getByText('Mine alone').first().waitFor()
  await leadsTo('New run', () => choose('File', 'New Run…'))
})

test('the menu leads to the settings and back to the library', async () => {
  await leadsTo('Settings', () => choose('File', 'Settings…'))
  await leadsTo('Library', () => choose('View', 'Library'))
  const page = await app.page()
  await page.getByText('A tour of the format').first().waitFor()
})

test('a theme chosen in the menu is the page’s, the window’s and the system dialogs’', async () => {
  await choose('View', 'Theme', 'Light')
  const page = await app.page()
  await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'light')
  await app.inside(async ({ electron, untilRecorded, recorded }) => {
    while (electron.nativeTheme.source !== 'light') await untilRecorded('title', recorded('title').length + 1)
  })
  expect(await app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.background)).toBe('#f8f7f2')
})
