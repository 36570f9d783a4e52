/** A gap of the coverage, found on the plan of a real host and closed by the rehearsal that its button begins. */
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { button, ended, runOf } from './support/console.ts'
import { startHost } from './support/host.ts'
import { goTo, openPage } from './support/page.ts'

let browser: Browser

beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

/** The row of a way back, as it reads. */
const row = (page: Page, from: string) => page.getByRole('table', { name: 'Ways back' }).getByRole('row').filter({ hasText: from })

test('a rehearsal that is begun at a gap is led there, and closes it', async () => {
  const host = await startHost()
  const title = await host.unhurriedTour()
  const page = await openPage(browser, host.link('captain'))
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('tab', { name: /^Coverage/ }).click()
  const plan = new URL(page.url())
  await row(page, 'Two streams').getByText('never').waitFor()
  await button(page, /^Rehearse this: Two streams/).click()

  await page.getByText('This rehearsal is for the way back from “Two streams”').waitFor()
  await page.getByText(/Proposed under Options: it rolls back by itself at/).waitFor()
  const heading = page.getByRole('region').getByRole('heading', { level: 2 })
  for (let here = await heading.first().textContent(); here !== 'Start'; here = await heading.first().textContent()) {
    if (here === 'Inputs') await page.getByLabel('Work folder').fill(host.work())
    if (here === 'Options') await page.getByRole('checkbox', { name: /^Unattended/ }).click()
    await button(page, 'Next').click()
    await heading.filter({ hasNotText: new RegExp(`^${here}$`) }).first().waitFor()
  }
  await page.getByText(/rolls back at “/).waitFor()
  await button(page, 'Start the rehearsal').click()
  await runOf(page)
  await ended(page, /rolled back/i)

  await goTo(page, `${plan.pathname}?tab=coverage`)
  await row(page, 'Two streams').getByText('timed').waitFor()
  await row(page, 'Two streams').getByText('Maria').waitFor()
  expect(await button(page, /^Rehearse this: Two streams/).count()).toBe(0)
  // On the graph it is told as well.
  await goTo(page, `${plan.pathname}?lines=coverage`)
  await page.locator('[data-show="coverage"] [data-kind="back"][data-coverage="timed"]').first().waitFor({ state: 'attached' })
})

test('what people have to do on the way is said before, and stands in the log of the run', async () => {
  const host = await startHost()
  const title = await host.unhurriedTour()
  const page = await openPage(browser, host.link('captain'))
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('tab', { name: /^Coverage/ }).click()
  await page.getByRole('radio', { name: /^Transitions/ }).click()
  await button(page, /^Rehearse this: Knock until somebody opens, Proposal accepted/).click()
  await page.getByText('the inject no-answer is drawn').waitFor()
  await page.getByText('At “Knock until somebody opens”, make it fail, 2 more times').waitFor()
  await page.getByText('Accept the rollback that is then proposed at “Knock until somebody opens”.').waitFor()
  const heading = page.getByRole('region').getByRole('heading', { level: 2 })
  for (let here = await heading.first().textContent(); here !== 'Start'; here = await heading.first().textContent()) {
    if (here === 'Inputs') await page.getByLabel('Work folder').fill(host.work())
    await button(page, 'Next').click()
    await heading.filter({ hasNotText: new RegExp(`^${here}$`) }).first().waitFor()
  }
  await button(page, 'Start the rehearsal').click()
  const run = await runOf(page)
  await page.getByText(/This rehearsal is for the rollback that “Knock until somebody opens” proposes/).first().waitFor()
  await host.client().call('run.command', { run, command: { do: 'abandon', reason: 'the test is over' } })
  await ended(page, /abandoned/i)
})
