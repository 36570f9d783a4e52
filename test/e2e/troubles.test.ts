/** What happens on a night: a step fails, the page is loaded again, the host dies, several people look and act at once. */
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { button, ended, isDone, present, runOf, startByMouse } from './support/console.ts'
import { startHost } from './support/host.ts'
import { goTo, openPage } from './support/page.ts'

let browser: Browser

beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

describe('a runbook of one\'s own', () => {
  test('is approved in the wizard before it starts, and a step of it that failed is tried again and passes', async () => {
    const host = await startHost()
    const slow = await host.slow({ approved: false })
    const page = await openPage(browser, host.link('captain'))
    await button(page, 'Rehearse A program that takes its time').click()
    await startByMouse(page, { 'Work folder': slow.work })
    await isDone(page, 'Everybody is here')
    await slow.started()
    slow.endsBadly()
    await page.getByRole('region', { name: 'Now' }).getByText('the program fails').first().waitFor()
    await button(page, /^Retry/).click()
    await page.getByRole('region', { name: 'Now' }).getByText('attempt 2').waitFor()
    slow.goesOn()
    await ended(page, /complete/i)
    expect(slow.starts()).toBe(2)
  })
})

describe('a run that is under way', () => {
  test('stands where it stood when the page is loaded again, with the output that was there', async () => {
    const host = await startHost()
    const slow = await host.slow()
    const run = await host.rehearse(slow.file, { work: slow.work })
    const page = await openPage(browser, host.link('captain'))
    await page.getByRole('link', { name: /A program that takes its time/ }).first().waitFor()
    await goTo(page, `/run/${run}`)
    await isDone(page, 'Everybody is here')
    await page.getByText('the program waits').first().waitFor()
    await page.reload()
    await present(page, 'It takes its time').waitFor()
    await page.getByText('the program waits').first().waitFor()
    expect(await runOf(page)).toBe(run)
    slow.goesOn()
    await ended(page, /complete/i)
    expect(slow.starts()).toBe(1)
  })

  test('outlives the death of its host: the page finds back by itself, the program had gone on, nothing ran twice', async () => {
    const host = await startHost()
    const slow = await host.slow()
    const run = await host.rehearse(slow.file, { work: slow.work })
    const page = await openPage(browser, host.link('captain'), { cut: true })
    await goTo(page, `/run/${run}`)
    await isDone(page, 'Everybody is here')
    await slow.started()
    await host.kill()
    await page.getByText('Connection to the host lost.', { exact: true }).first().waitFor()
    await host.restart()
    slow.goesOn()
    await ended(page, /complete/i)
    expect(slow.starts()).toBe(1)
  })

  test('is the same in every window: what one person does stands in the others and on the wall', async () => {
    const host = await startHost()
    const slow = await host.slow()
    const run = await host.rehearse(slow.file, { work: slow.work })
    const [captain, operator, wall] = await Promise.all([openPage(browser, host.link('captain')), openPage(browser, host.link('operator')), openPage(browser, host.link('observer'))])
    await Promise.all([goTo(captain, `/run/${run}`), goTo(operator, `/run/${run}`), goTo(wall, `/run/${run}/war-room`)])
    const onTheWall = wall.getByRole('region', { name: 'Now' })
    await onTheWall.getByText('Everybody is here').waitFor()
    await present(captain, 'Everybody is here').waitFor()
    await isDone(operator, 'Everybody is here')
    await present(captain, 'It takes its time').waitFor()
    await onTheWall.getByText('It takes its time').waitFor()
    slow.goesOn()
    await Promise.all([ended(captain, /complete/i), ended(operator, /complete/i), onTheWall.getByText(/complete/i).first().waitFor()])
  })

  test('can only be looked at by an observer', async () => {
    const host = await startHost()
    const slow = await host.slow()
    const run = await host.rehearse(slow.file, { work: slow.work })
    const page = await openPage(browser, host.link('observer'))
    await goTo(page, `/run/${run}`)
    await present(page, 'Everybody is here').waitFor()
    for (const name of [/^Done/, /^Failed/, /^Skip/, /^Hold …/, /^Roll back …/, /^Undo/]) expect(await button(page, name).count()).toBe(0)
    await page.keyboard.press('d')
    await goTo(page, '/')
    await page.getByRole('link', { name: /A program that takes its time/ }).first().waitFor()
    expect(await button(page, /^Rehearse/).count()).toBe(0)
    await goTo(page, `/new/${encodeURIComponent(slow.file)}`)
    await page.getByText('Only the captain starts runs').waitFor()
    await goTo(page, `/run/${run}`)
    await present(page, 'Everybody is here').waitFor()
  })
})
