/** A drill on the Console: a step that was over too soon, a failed check of an important component, a card that a facilitator draws. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { button, dialog, ended, present } from './support/console.ts'
import { startHost } from './support/host.ts'
import { goTo, openPage } from './support/page.ts'

let browser: Browser
beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

const clean = async (page: Page): Promise<void> => expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

test('what was over too soon is asked about, what fails is decided on with a reason, a card is timed, and what is left stands on the list', async () => {
  const host = await startHost()
  const { file: beside, work } = await host.slow()
  const { file } = await host.client().call('library.open', { path: join(dirname(beside), 'drill.yaml') })
  const { trustSha256 } = await host.client().call('trust.show', { file })
  await host.client().call('trust.approve', { file, trustSha256 })
  const page = await openPage(browser, host.link('captain'))

  await goTo(page, `/run/${await host.rehearse(file, { work }, { auto: true })}`)
  await ended(page, /completed/i)
  writeFileSync(join(work, 'quick'), '')
  writeFileSync(join(work, 'down'), '')
  const run = await host.rehearse(file, { work })
  await goTo(page, `/run/${run}`)

  await page.getByText('Did it really run? Copy the rows').waitFor()
  await present(page, 'Search answers').waitFor()
  await page.getByText('The run holds by itself in').waitFor()
  await clean(page)
  await button(page, 'No …').click()
  await dialog(page, 'It did not run: Copy the rows').getByRole('textbox').fill('the table is empty')
  await button(page, 'It did not run').click()
  await page.getByText('Copy the rows did not really run, and counts as done').waitFor()
  await button(page, 'Leave it').click()

  await button(page, /^Go on without …/).click()
  await dialog(page, 'Go on without: Search answers').getByRole('textbox').fill('the shops can do without')
  await button(page, 'Go on degraded').click()
  await present(page, 'Tell the shops').waitFor()
  expect(await page.getByText("yesterday's prices").count()).toBe(0)

  const observer = await openPage(browser, host.link('observer'))
  await goTo(observer, `/run/${run}`)
  await present(observer, 'Tell the shops').waitFor()
  await button(page, 'More of this run').click()
  await page.getByRole('menuitem', { name: 'Draw an inject …' }).click()
  await dialog(page, 'Draw an inject').getByRole('radio', { name: 'wrong-prices' }).click()
  await button(page, 'Draw it').click()
  await observer.getByText("The shops see yesterday's prices").first().waitFor()
  expect(await button(observer, 'I see it …').count()).toBe(0)
  const clocks = page.getByRole('list', { name: 'Injects' })
  await clocks.getByText(/left to decide, of 4:00/).waitFor()
  await clean(page)
  await button(page, 'I see it …').click()
  await dialog(page, 'I see it').getByRole('textbox').fill('an old cache')
  await dialog(page, 'I see it').getByRole('button', { name: 'I see it' }).click()
  await clocks.getByText('seen as “an old cache”').waitFor()
  await page.locator('summary').filter({ hasText: 'Hypercare' }).click()
  await page.getByRole('list', { name: 'Hypercare' }).getByText('the shops can do without').waitFor()

  await host.client().call('run.command', { run, command: { do: 'rollback', reason: 'wrong prices' } })
  await ended(page, /rolled back/i)
  await page.getByRole('region', { name: 'Reaction times' }).getByText('Taken: rollback, as the card hopes for').waitFor()
  expect(await page.getByRole('list', { name: 'Hypercare' }).getByRole('listitem').allTextContents()).toEqual([
    expect.stringContaining('the table is empty'),
    expect.stringContaining('the shops can do without'),
    expect.stringContaining('Answer what the shops write back'),
  ])
  await clean(page)
})
