/** The native menu: on each platform what belongs there, and every item does something. */
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { MENU_COMMANDS } from '../../electron/contract/shellFrames.ts'
import { menuTemplate, type MenuState } from '../../electron/shell/menu.ts'
import { sharedDesk } from './desk.ts'
import { summary } from './steered.ts'

const NOTHING: MenuState = { theme: 'system', hasFile: false, hasRun: false, isRunning: false }

function menu(platform: NodeJS.Platform, state: Partial<MenuState> = {}, isPackaged = true): { readonly items: readonly MenuItemConstructorOptions[]; readonly did: string[] } {
  const did: string[] = []
  const actions = { command: (command: string) => void did.push(command), openRunbook: () => void did.push('open'), showCurrentRun: () => void did.push('current'), showDocs: () => void did.push('docs') }
  return { items: menuTemplate({ ...NOTHING, ...state }, actions, { platform, isPackaged }), did }
}

function all(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])])
}

const labelled = (items: readonly MenuItemConstructorOptions[], label: string) => all(items).find((item) => item.label === label)

describe.each(['linux', 'win32', 'darwin'] as const)('on %s', (platform) => {
  test('every item is the system’s own by its role, opens more items, or does something', () => {
    const { items } = menu(platform)
    const idle = all(items).filter(({ role, type, submenu, click }) => role === undefined && type !== 'separator' && submenu === undefined && click === undefined)
    expect(idle).toEqual([])
  })

  test('no key stands for two things', () => {
    const keys = all(menu(platform).items).flatMap(({ accelerator }) => (accelerator === undefined ? [] : [String(accelerator)]))
    expect(keys.length).toBeGreaterThan(5)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('everything that the page can be asked for is in it', () => {
    const { items, did } = menu(platform, { hasFile: true, hasRun: true })
    for (const item of all(items)) (item.click as (() => void) | undefined)?.()
    expect([...new Set(did)].toSorted()).toEqual([...MENU_COMMANDS, 'docs', 'open'].toSorted())
  })
})

test('on macOS the app’s own menu comes first, and quitting is there', () => {
  const { items } = menu('darwin')
  expect(items[0]).toMatchObject({ label: 'Runthrough' })
  expect(all([items[0] ?? {}]).map(({ role }) => role)).toEqual(expect.arrayContaining(['about', 'services', 'hide', 'quit']))
  expect(all(menu('linux').items).filter(({ role }) => role === 'quit')).toHaveLength(1)
})

test('what needs a runbook or a run is greyed out without one', () => {
  const { items } = menu('linux')
  for (const label of ['New Run…', 'Current Run', 'War Room']) expect(labelled(items, label), label).toMatchObject({ enabled: false })
  expect(labelled(menu('linux', { hasFile: true }).items, 'New Run…')).toMatchObject({ enabled: true })
  expect(labelled(menu('linux', { isRunning: true }).items, 'Current Run')).toMatchObject({ enabled: true })
  expect(labelled(menu('linux', { isRunning: true }).items, 'War Room')).toMatchObject({ enabled: false })
  expect(labelled(menu('linux', { hasRun: true }).items, 'War Room')).toMatchObject({ enabled: true })
})

test('the theme that is chosen is marked', () => {
  for (const [theme, label] of [['system', 'As the system'], ['dark', 'Dark'], ['light', 'Light']] as const) {
    const marked = all(menu('linux', { theme }).items).filter(({ type, checked }) => type === 'radio' && checked)
    expect(marked.map((item) => item.label)).toEqual([label])
  }
})

test('an installed app has no developer’s tools in its menu', () => {
  expect(all(menu('linux', {}, true).items).some(({ role }) => role === 'toggleDevTools')).toBe(false)
  expect(all(menu('linux', {}, false).items).some(({ role }) => role === 'toggleDevTools')).toBe(true)
})

const desk = sharedDesk()

test('what is clicked in the menu reaches the page', async () => {
  const at = await desk()
  await at.shows({ title: 'Orders', file: '/books/orders.yaml', run: 'r1' })
  await at.app.inside(({ electron }) => {
    const menuOfApp = electron.Menu.getApplicationMenu()
    menuOfApp?.choose('View', 'War Room')
    menuOfApp?.choose('View', 'Theme', 'Dark')
    menuOfApp?.choose('Help', 'Keys')
  })
  await at.end.shellFrame('menu', ({ command }) => command === 'keys')
  expect(at.end.said.flatMap((frame) => (frame.say === 'menu' ? [frame.command] : []))).toEqual(['war-room', 'theme-dark', 'keys'])
})

test('the current run can be shown from anywhere while one is under way', async () => {
  const at = await desk()
  await at.shows()
  const drawn = (await at.recorded('menu')).length
  at.host.setRuns([summary('r7')])
  expect((await at.untilRecorded('menu', drawn + 1)).at(-1)).toEqual(['menu', ['New Run…', 'War Room']])
  await at.app.inside(({ electron }) => electron.Menu.getApplicationMenu()?.choose('View', 'Current Run'))
  expect(await at.end.shellFrame('show-run')).toMatchObject({ run: 'r7' })
})

test('Documentation shows the folder of the documents, whose files are there', async () => {
  const at = await desk()
  await at.app.inside(({ electron }) => electron.Menu.getApplicationMenu()?.choose('Help', 'Documentation'))
  const [[, path]] = (await at.untilRecorded('shown in folder')) as unknown as [[string, string]]
  expect(path).toMatch(/docs\/runbook-format\.md$/)
})
