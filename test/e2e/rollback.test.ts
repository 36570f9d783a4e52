/** The rollback card in a real browser, by its link alone: somebody who was not there brings the old state back while the captain looks on. */
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { RUNBOOKS } from '../cli/support.ts'
import { launchChromium } from '../support/chromium.ts'
import { Shop } from '../unit/examples/scratch.ts'
import { button, chooses, ended, isDone, present } from './support/console.ts'
import { startHost, type Host } from './support/host.ts'
import { goTo, openPage } from './support/page.ts'

const PHONE = { width: 390, height: 844 } as const
const WIDTHS = [390, 1280, 1440] as const
let browser: Browser

beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

test('the cutover of orders is rolled back by the link alone, and the shop is what it was; the captain’s Console follows', async () => {
  const host = await startHost()
  const shop = await Shop.create()
  onTestFinished(() => shop[Symbol.asyncDispose]())
  const { file } = await host.client().call('library.open', { path: join(RUNBOOKS, 'orders-cutover.yaml') })
  const run = await host.rehearse(file, { orders: '2000', port: `${shop.port}`, work: shop.work })
  const captain = await openPage(browser, host.link('captain'))
  await goTo(captain, `/run/${run}`)
  await isDone(captain, 'Everybody is on the bridge')
  await chooses(captain, 'Is traffic low enough to switch?', 'low-enough')
  await present(captain, 'Go or no-go for the switch').waitFor()
  expect(await shop.state()).toMatchObject({ v2_tables: true })

  const support = await openPage(browser, host.link('rollback'), PHONE)
  await support.waitForURL(new RegExp(`/run/${run}/rollback$`))
  const card = support.getByRole('region', { name: 'The way back' })
  await card.getByRole('heading', { name: 'Back to v1' }).waitFor()
  await card.getByText('captain: head of engineering').waitFor()
  await card.getByText(/^No order\./).waitFor()
  expect(await card.getByRole('listitem').filter({ hasText: 'Restore the snapshot' }).textContent()).toContain('undoes')
  await support.getByText('Never rehearsed', { exact: true }).waitFor()
  await says(support, { 'Your name': 'Sam', 'Why go back?': 'Checkout answers slowly', 'Who authorised it (captain)?': 'Nadia', 'How?': 'by phone' })
  await holds(support)
  await support.getByRole('region', { name: 'Steps of the way back' }).waitFor()
  await captain.getByText('Rolling back: Back to v1').first().waitFor()
  await support.getByRole('region', { name: 'The end' }).getByRole('heading', { name: 'Rolled back' }).waitFor()
  await ended(captain, /rolled back/i)
  expect(await shop.state()).toMatchObject({ schema: 'v1', v2_tables: false })
  const log = await host.client().call('run.log', { run, before: 501, limit: 500 })
  expect(log.entries.find(({ type }) => type === 'rollback.started')).toMatchObject({ actor: { name: 'Sam', via: 'link', role: 'rollback' }, text: 'Started the rollback, as Nadia said (by phone): Checkout answers slowly' })
})

describe('the card', () => {
  test('waits where no run is open, opens the one that begins, lets choose among several, and leads nowhere else', async () => {
    const { host, start } = await withBook()
    const page = await openPage(browser, host.link('rollback'))
    await page.getByText('No run is open').waitFor()
    expect(await flaws(page)).toEqual([])
    const first = await start()
    await page.waitForURL(new RegExp(`/run/${first}/rollback$`))
    await page.getByRole('heading', { name: 'Start the rollback' }).waitFor()
    const second = await start()
    await page.getByRole('link', { name: 'Runthrough: to the open runs' }).click()
    await page.getByText('2 runs are open').waitFor()
    expect(await flaws(page)).toEqual([])
    await page.getByRole('region', { name: 'Open runs' }).getByRole('link').first().click()
    await page.waitForURL(new RegExp(`/run/${second}/rollback$`))
    for (const path of ['/settings', `/plan/${encodeURIComponent('/etc/passwd')}`]) {
      await goTo(page, path)
      await page.getByText('2 runs are open').waitFor()
    }
    await goTo(page, `/run/${first}`)
    await page.getByRole('heading', { name: 'Start the rollback' }).waitFor()
    expect(await page.getByRole('link', { name: /Console|Settings|library/i }).count()).toBe(0)
  })

  test('by keyboard alone on a phone: what is stopped and awaited, a failed step with whom to call, a retry, and the end', async () => {
    const { host, start, work } = await withBook()
    const run = await start()
    const page = await openPage(browser, host.link('rollback'), PHONE)
    await page.getByText('Stops at once: Copy the rows.').waitFor()
    await page.getByText(/Waits until this has ended by itself: The batch of the night/).waitFor()
    expect(await flaws(page)).toEqual([])
    writeFileSync(join(work(run), 'broken'), '')
    // Nothing is asked twice, and nothing happens before it is said who and why.
    await by(page, 'Your name', 'Sam')
    await by(page, 'Why go back?', 'The copy is wrong')
    await by(page, /^Or type/, 'rollback')
    await page.keyboard.press('Enter')
    await page.getByText('The first step begins when nothing runs any more').waitFor()
    await page.getByText('The batch of the night').first().waitFor()
    expect(await flaws(page)).toEqual([])
    await host.client().call('run.command', { run, command: { do: 'done', step: 'batch' } })
    await present(page, 'Put the snapshot back').waitFor()
    await page.getByText('Take the newest one.').waitFor()
    expect(await page.getByRole('button', { name: /Skip|Hold|Undo|Abandon/ }).count()).toBe(0)
    await button(page, /^Done/).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The old state is back failed: the way back holds here').waitFor()
    await page.getByText('Call dba (on-call data platform, 0555 2), then captain (head of engineering, 0555 1).').waitFor()
    await page.getByText(/The runbook’s fallback: Switch to the spare system/).waitFor()
    expect(await flaws(page)).toEqual([])
    rmSync(join(work(run), 'broken'))
    await button(page, /^Retry/).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'The end' }).getByRole('heading', { name: 'Rolled back' }).waitFor()
    expect(await flaws(page)).toEqual([])
  })

  test('the host dies: the card says that it is old and starts nothing; back again, it goes on', async () => {
    const { host, start } = await withBook()
    await start()
    const page = await openPage(browser, host.link('rollback'), { cut: true })
    await page.getByRole('heading', { name: 'Start the rollback' }).waitFor()
    await host.kill()
    await page.getByText(/No connection to the host for/).waitFor()
    await page.getByText('There is no connection to the host').first().waitFor()
    expect(await button(page, 'Roll back').first().getAttribute('aria-disabled')).toBe('true')
    await host.restart()
    await page.getByText(/No connection to the host for/).waitFor({ state: 'detached' })
    await page.getByText('Say first who you are: the log keeps it').first().waitFor()
  })

  test('rehearsed twice it is low evidence, with a number; an observer sees it and starts nothing', async () => {
    const { host, start } = await withBook()
    for (const _ of [1, 2]) {
      const run = await start()
      const client = host.client()
      await client.call('run.command', { run, command: { do: 'done', step: 'batch' } })
      await client.call('run.command', { run, command: { do: 'rollback', reason: 'to rehearse it' } })
      await rolledBack(host, run)
    }
    await start()
    const page = await openPage(browser, host.link('rollback'))
    await page.getByText(/rehearsed twice: low evidence/).first().waitFor()
    await page.getByText('A rollback fits until').first().waitFor()
    await page.getByText(/Counted in: .*2 min.* to decide/).waitFor()
    const observer = await openPage(browser, host.link('observer'))
    await goTo(observer, new URL(page.url()).pathname)
    await observer.getByText('You look. The captain starts it').waitFor()
    expect(await flaws(observer)).toEqual([])
  })
})

interface Books {
  readonly host: Host
  /** A rehearsal of the book whose two lanes run; its id. */
  start(): Promise<string>
  /** Of a run. */
  work(run: string): string
}

async function withBook(): Promise<Books> {
  const host = await startHost()
  const folder = join(host.work(), 'books')
  cpSync(fileURLToPath(new URL('books', import.meta.url)), folder, { recursive: true })
  const client = host.client()
  const { file } = await client.call('library.open', { path: join(folder, 'card.yaml') })
  const { trustSha256 } = await client.call('trust.show', { file })
  await client.call('trust.approve', { file, trustSha256 })
  const works = new Map<string, string>()
  return {
    host,
    async start() {
      const work = host.work()
      const run = await host.rehearse(file, { work })
      works.set(run, work)
      return run
    },
    work: (run) => works.get(run) ?? '',
  }
}

/** The way back's own manual step done, until the run is over. */
async function rolledBack(host: Host, run: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const client = host.client()
  let isDone = false
  const close = client.open('run', { run }, {
    snapshot: ({ now }) => look(now),
    event: ({ now }) => now && look(now),
    over: (error) => reject(error ?? new Error('the stream is over')),
  })
  function look({ present: steps, end }: { readonly present: readonly { readonly step: string; readonly can: readonly string[] }[]; readonly end: string | null }): void {
    if (end === 'rolled-back') return resolve()
    if (isDone || !steps.some(({ step, can }) => step === 'restore' && can.includes('done'))) return
    isDone = true
    client.call('run.command', { run, command: { do: 'done', step: 'restore' } }).catch(reject)
  }
  await promise
  close()
}

async function says(page: Page, words: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(words)) await page.getByLabel(label).fill(text)
}

/** By keyboard: the field is reached by Tab, as everything is. */
async function by(page: Page, label: string | RegExp, text: string): Promise<void> {
  await page.getByLabel(label).focus()
  await page.keyboard.type(text)
}

/** Pressed until it acts. */
async function holds(page: Page): Promise<void> {
  const held = button(page, /^Roll back/).first()
  await held.scrollIntoViewIfNeeded()
  const box = await held.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10)
  await page.mouse.down()
  await page.getByRole('region', { name: 'Steps of the way back' }).waitFor()
  await page.mouse.up()
}

/** What axe finds fault with, dark and light, and where the page is wider than its window. */
async function flaws(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations) for (const { target, failureSummary = '' } of nodes) found.push(`${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`)
  }
  const before = page.viewportSize() ?? PHONE
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: before.height })
    const needs = await page.evaluate(() => document.documentElement.scrollWidth)
    if (needs > width) found.push(`${needs} px of ${width}`)
  }
  await page.setViewportSize(before)
  return found
}
