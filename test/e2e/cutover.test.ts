/** The real cutover of orders in a real browser: a small shop, its own folder and ports, the captain with a mouse. */
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { Shop } from '../unit/examples/scratch.ts'
import { button, chooses, dialog, ended, isDone, present, startByMouse, startsIt, votesGo } from './support/console.ts'
import { startHost } from './support/host.ts'
import { openPage } from './support/page.ts'

let browser: Browser

beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

describe('the cutover of orders, by mouse', () => {
  test('is rehearsed from the library to its end', async () => {
    const { page, shop } = await started()
    await toTheSwitch(page)
    await votesGo(page, 'Go or no-go for the switch', ['captain', 'dba', 'developer', 'support'])
    await startsIt(page, 'v2 becomes the writer')
    await isDone(page, 'Hand over to support')
    await ended(page, /complete/i)
    expect(await shop.state()).toMatchObject({ schema: 'v2', pending: 0 })
  })

  test('is rolled back from the Console, and the shop is what it was', async () => {
    const { page, shop } = await started()
    await toTheSwitch(page)
    await present(page, 'Go or no-go for the switch').waitFor()
    expect(await shop.state()).toMatchObject({ v2_tables: true })
    await button(page, /^Roll back …/).click()
    const asked = dialog(page, 'Roll back')
    await asked.getByLabel('Why go back?').fill('Checkout answers slowly')
    await asked.getByLabel(/^Or type/).fill('rollback')
    await asked.getByLabel(/^Or type/).press('Enter')
    await asked.waitFor({ state: 'detached' })
    await ended(page, /rolled back/i)
    expect(await shop.state()).toMatchObject({ schema: 'v1', v2_tables: false })
  })
})

async function started(): Promise<{ readonly page: Page; readonly shop: Shop }> {
  const host = await startHost()
  const shop = await Shop.create()
  onTestFinished(() => shop[Symbol.asyncDispose]())
  const page = await openPage(browser, host.link('captain'))
  await button(page, 'Rehearse Orders moves to the v2 schema').click()
  await startByMouse(page, { 'Orders in the scratch database': '2000', 'Public port; the next two are used as well': `${shop.port}`, 'Scratch folder': shop.work })
  return { page, shop }
}

async function toTheSwitch(page: Page): Promise<void> {
  await isDone(page, 'Everybody is on the bridge')
  await chooses(page, 'Is traffic low enough to switch?', 'low-enough')
}
