/** Every screen of a real host with a real run: for those who see it differently, hear it, or have little room. */
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, CDPSession, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RUNBOOKS } from '../cli/support.ts'
import { afterTheFile } from '../support/atEnd.ts'
import { launchChromium } from '../support/chromium.ts'
import { button, dialog, ended, isDone, present } from './support/console.ts'
import { startHost, type Host, type Slow } from './support/host.ts'
import { goTo, openPage } from './support/page.ts'
import { differing, silhouette } from './support/silhouette.ts'

const SCREENS = ['Library', 'Plan', 'New run', 'Console', 'War room', 'Settings'] as const

let browser: Browser
const atEnd = afterTheFile()

beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

test.for(SCREENS)('%s has nothing that axe finds fault with, neither dark nor light, and is no wider than a window of 390, 1280 or 1440 px', async (name) => {
  const { host, screens } = await failedRun()
  const [path, shown] = screens[name]
  const page = await openPage(browser, host.link('captain'))
  await goTo(page, path)
  await page.getByText(shown).first().waitFor()
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    // No frame of another origin is in it: nothing that the newer way would see in a page of its own.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations) for (const { target, failureSummary = '' } of nodes) found.push(`${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`)
  }
  for (const width of [390, 1280, 1440]) {
    await page.setViewportSize({ width, height: 844 })
    await page.getByText(shown).first().waitFor()
    const needs = await page.evaluate(() => document.documentElement.scrollWidth)
    if (needs > width) found.push(`${needs} px wide in a window of ${width} px`)
  }
  expect(found).toEqual([])
})

test('in every row of a table the columns stand under their titles, whatever is in them', async () => {
  const { host } = await failedRun()
  const { file } = await host.client().call('library.open', { path: join(RUNBOOKS, 'orders-cutover.yaml') })
  const page = await openPage(browser, host.link('captain'))
  await goTo(page, `/plan/${encodeURIComponent(file)}?tab=steps`)
  const table = page.getByRole('table', { name: 'Steps' })
  await table.getByRole('row').nth(3).waitFor()
  for (const width of [800, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    const rows = await table.getByRole('row').evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => Math.round(cell.getBoundingClientRect().left))))
    for (const row of rows) expect(row).toEqual(rows[0])
  }
})

const DEFICIENCIES = ['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'] as const
/** Of 16 × 16. */
const LEAST_DIFFERENCE = 12

test('a step\'s state has a word and a shape of its own, which stands out whatever colours somebody sees', async () => {
  const { host, slow, run } = await failedRun()
  const page = await openPage(browser, host.link('captain'))
  const eyes = await page.context().newCDPSession(page)
  // One that may show data as an image.
  const easel = await browser.newPage()
  const seen = new Map<string, Mark>()
  await goTo(page, `/run/${run}`)
  await present(page, 'It takes its time').waitFor()
  await look(page, eyes, easel, seen)
  await button(page, /^Retry/).click()
  await page.getByRole('region', { name: 'Splits' }).locator('[data-mark="running"]').first().waitFor()
  await look(page, eyes, easel, seen)
  await button(page, /^Roll back …/).click()
  await dialog(page, 'Roll back').getByLabel('Why go back?').fill('To see it')
  await dialog(page, 'Roll back').getByLabel(/^Or type/).fill('rollback')
  await dialog(page, 'Roll back').getByLabel(/^Or type/).press('Enter')
  slow.goesOn()
  await ended(page, /rolled back/i)
  await look(page, eyes, easel, seen)
  await easel.close()

  expect([...seen.keys()]).toEqual(expect.arrayContaining(['ahead', 'done', 'failed', 'running']))
  const marks = [...seen]
  for (const [name, mark] of marks) {
    for (const deficiency of DEFICIENCIES) expect(mark.silhouettes[deficiency], `${name} is seen with ${deficiency}`).toContain('#')
    for (const [other, its] of marks) {
      if (other === name) continue
      expect(mark.word, `${name} and ${other}`).not.toBe(its.word)
      expect(mark.shape, `${name} and ${other}`).not.toBe(its.shape)
      for (const deficiency of DEFICIENCIES) expect(differing(mark.silhouettes[deficiency], its.silhouettes[deficiency]), `${name} and ${other} with ${deficiency}`).toBeGreaterThan(LEAST_DIFFERENCE)
    }
  }
})

interface Mark {
  readonly word: string
  /** What is drawn. */
  readonly shape: string
  readonly silhouettes: Readonly<Record<(typeof DEFICIENCIES)[number], string>>
}

/** Every mark among the splits that was not seen yet. */
async function look(page: Page, eyes: CDPSession, easel: Page, seen: Map<string, Mark>): Promise<void> {
  const marks = page.getByRole('region', { name: 'Splits' }).locator('span[data-mark]')
  for (const one of await marks.all()) {
    const name = (await one.getAttribute('data-mark')) ?? ''
    if (seen.has(name)) continue
    const svg = one.locator('svg')
    const silhouettes: Record<string, string> = {}
    for (const type of DEFICIENCIES) {
      await eyes.send('Emulation.setEmulatedVisionDeficiency', { type })
      silhouettes[type] = await silhouette(easel, (await svg.screenshot()).toString('base64'))
    }
    await eyes.send('Emulation.setEmulatedVisionDeficiency', { type: 'none' })
    seen.set(name, { word: (await one.textContent()) ?? '', shape: await svg.innerHTML(), silhouettes: silhouettes as Mark['silhouettes'] })
  }
}

/** Its address, and a text that stands there once it is whole. */
type Screen = readonly [path: string, shown: string | RegExp]

interface Stage {
  readonly host: Host
  readonly slow: Slow
  readonly run: string
  readonly screens: Readonly<Record<(typeof SCREENS)[number], Screen>>
}

/** One step is done, one has failed, one is ahead. All tests look at the same run; only the last one goes on with it. */
function failedRun(): Promise<Stage> {
  return (stage ??= startIt())
}
let stage: Promise<Stage> | undefined

async function startIt(): Promise<Stage> {
  const host = await startHost(atEnd)
  const slow = await host.slow()
  const run = await host.rehearse(slow.file, { work: slow.work })
  const page = await openPage(browser, host.link('operator'))
  await goTo(page, `/run/${run}`)
  await isDone(page, 'Everybody is here')
  await slow.started()
  slow.endsBadly()
  await button(page, /^Retry/).waitFor()
  const file = encodeURIComponent(slow.file)
  return {
    host,
    slow,
    run,
    screens: {
      Library: ['/', 'A program that takes its time'],
      Plan: [`/plan/${file}`, 'It takes its time'],
      'New run': [`/new/${file}?mode=rehearsal`, /Environment/],
      Console: [`/run/${run}`, 'It takes its time'],
      'War room': [`/run/${run}/war-room`, 'It takes its time'],
      Settings: ['/settings', 'Look and keys'],
    },
  }
}
