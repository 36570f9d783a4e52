/** The tour from the library to its end, by somebody who has no mouse. */
import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { button, dialog, ended, go, hasRead, outcome, present, runOf } from './support/console.ts'
import { startHost } from './support/host.ts'
import { openPage } from './support/page.ts'

let browser: Browser

beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

test('the tour is rehearsed from the library to its end by keyboard alone', async () => {
  const host = await startHost()
  const title = await host.unhurriedTour()
  const page = await openPage(browser, host.link('captain'))
  await page.getByRole('article', { name: title }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('unhurried')
  await page.getByRole('article', { name: 'Orders moves to the v2 schema' }).waitFor({ state: 'detached' })
  await page.keyboard.press('ArrowDown')
  await tabTo(page, button(page, `Rehearse ${title}`))
  await page.keyboard.press('Enter')
  await throughTheWizard(page, host.work())
  await runOf(page)

  await present(page, 'Look around').waitFor()
  await page.keyboard.press('d')

  await present(page, 'Which way?').waitFor()
  await pressed(page, outcome(page, 'go-on'))
  await dialog(page, 'go-on').waitFor()
  await page.keyboard.press('Enter')

  await present(page, 'Go or no-go').waitFor()
  for (const role of ['captain', 'guide']) await pressed(page, go(page, role))

  await present(page, 'Cross the river').waitFor()
  await button(page, /^Start …/).waitFor()
  await page.keyboard.press('g')
  await pressed(page, hasRead(page, 'Cross the river'))
  await ended(page, /complete/i)
})

async function throughTheWizard(page: Page, work: string): Promise<void> {
  const start = button(page, 'Start the rehearsal')
  for (const title of ['Kind of run', 'Environment', 'Inputs', 'Options', 'Start']) {
    const here = page.getByRole('heading', { level: 2, name: title, exact: true })
    if (title !== 'Kind of run') await here.waitFor()
    else if ((await here.or(page.getByRole('heading', { level: 2, name: 'Environment' })).first().textContent()) !== title) continue
    if (title === 'Environment' && !(await page.getByRole('radio', { name: 'local' }).isChecked())) {
      await tabTo(page, page.getByRole('radio').first())
      await page.keyboard.press('Space')
    }
    if (title === 'Inputs') {
      await tabTo(page, page.getByLabel('Work folder'))
      await page.keyboard.press('Control+A')
      await page.keyboard.type(work)
    }
    await pressed(page, title === 'Start' ? start : button(page, 'Next'))
  }
}

async function pressed(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** By the Tab key, as often as it takes to come round once. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  expect.fail(`the Tab key does not come to ${String(target)}`)
}
