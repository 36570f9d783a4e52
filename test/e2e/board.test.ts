/** A go/no-go meeting in real browsers: three people on three pages, a file that changes under their votes, and a gate that nobody answers in time. */
import { AxeBuilder } from '@axe-core/playwright'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { afterTheFile } from '../support/atEnd.ts'
import { launchChromium } from '../support/chromium.ts'
import { button, dialog } from './support/console.ts'
import { startHost, type Host } from './support/host.ts'
import { goTo, openPage } from './support/page.ts'

let browser: Browser
const atEnd = afterTheFile()
beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

const LONG = 'A load test at one and a half times the highest peak of the last year, on exactly this build, against a copy of production, with the partners’ traffic replayed'

const BOOK = `runbook: meeting
title: The meeting
window: { length: 1h, safety-floor: 5m }
environments: { local: { grade: 1 }, production: { grade: 3, live: true } }
roles: { captain: {}, dba: { deputy: Tom }, support: {} }
risks: [{ id: slow, what: "The backfill is slower than rehearsed", likelihood: 4, impact: 4, mitigation: "Batches" }]
readiness:
  - { id: load, what: "${LONG}", category: load, evidence: required, owner: dba }
  - { id: told, what: "Support knows", evidence: optional }
phases:
  - phase: one
    rollback: { branch: back }
    steps:
      - { step: poll, title: "Go or no-go?", kind: gate, poll: [captain, dba, support], deadline: 30m, planned: 1m, owner: captain }
      - { step: quick, title: "A last word", kind: gate, poll: [captain], deadline: 1s, planned: 1m, owner: captain }
      - { step: act, title: "Go live", kind: manual, planned: 1m, owner: captain }
branches:
  - branch: back
    kind: rollback
    steps: [{ step: undo, kind: manual, planned: 1m, owner: captain }, { step: look, kind: check, planned: 1m, owner: captain, timeout: 1m, run: { command: ["true"] }, on: { failure: hold } }]
    ends: rolled-back
`

/** One rehearsal, and it may go live. */
const READY = `runbook: ready
title: Nearly ready
window: { length: 1h, safety-floor: 5m }
environments: { local: { grade: 1 }, production: { grade: 3, live: true } }
roles: { captain: {} }
readiness: [{ id: told, what: "Support knows", evidence: required }]
phases:
  - phase: one
    rollback: { none: "nothing to undo" }
    steps: [{ step: poll, kind: gate, poll: [captain], planned: 1s, owner: captain }, { step: act, kind: manual, planned: 1s, owner: captain }]
`

const EMPTY = `runbook: bare
title: Nothing is asked
environments: { local: { grade: 1 } }
phases: [{ phase: one, rollback: { none: "nothing to undo" }, steps: [{ step: act, kind: manual, planned: 1m }] }]
`

let shared: Promise<Host> | undefined
const host = (): Promise<Host> => (shared ??= startHost(atEnd))

async function book(its: Host, text = BOOK): Promise<string> {
  const path = join(its.work(), 'meeting.yaml')
  writeFileSync(path, text)
  return (await its.client().call('library.open', { path })).file
}

async function approve(its: Host, file: string): Promise<void> {
  const { trustSha256 } = await its.client().call('trust.show', { file })
  await its.client().call('trust.approve', { file, trustSha256 })
}

const verdict = (page: Page, word: string): Locator => page.getByRole('region', { name: 'Verdict' }).getByText(word, { exact: true })
const seat = (page: Page, role: string, is: string): Locator => page.locator(`[data-role="${role}"][data-seat="${is}"]`)
const row = (page: Page, id: string): Locator => page.locator(`[data-row="${id}"]`)
const says = (page: Page, id: string, is: string): Promise<void> => row(page, id).locator(`[data-verdict="${is}"]`).first().waitFor()

/** By the dialog, as a person does it. */
const WORDS = { go: /^Go(?! with)/, 'go-with-risk': /^Go with/, 'no-go': /^No-go/ } as const
const asks = (page: Page, role: string): Locator => button(page, new RegExp(`^Vote … for ${role}`))

async function votes(page: Page, role: string, word: keyof typeof WORDS, more: { readonly why?: string; readonly for?: string; readonly by?: string } = {}): Promise<void> {
  await asks(page, role).click()
  const asked = dialog(page, `Vote for ${role}`)
  await asked.getByRole('radio', { name: WORDS[word] }).click()
  if (more.why !== undefined) await asked.getByLabel(/^(Why|Which risk)/).fill(more.why)
  if (more.for !== undefined) {
    await asked.getByRole('checkbox').click()
    await asked.getByLabel('Who says so').fill(more.for)
    await asked.getByLabel('By which channel').fill(more.by ?? '')
  }
  await asked.getByRole('button', { name: /^Vote / }).click()
  await asked.waitFor({ state: 'detached' })
}

async function says_why(page: Page, id: string, action: string, title: string, why: string): Promise<void> {
  await row(page, id).getByRole('button', { name: action }).click()
  await dialog(page, title).getByRole('textbox').fill(why)
  await dialog(page, title).getByRole('textbox').press('Enter')
  await dialog(page, title).waitFor({ state: 'detached' })
}

describe('a board before a run', () => {
  test('from everything-no to a go by mouse, and back by one byte: who voted, when, on what, and why they are asked again', async () => {
    const its = await host()
    const file = await book(its)
    const page = await openPage(browser, its.link('captain'))
    await goTo(page, `/plan/${encodeURIComponent(file)}`)
    await button(page, 'Go/no-go board').click()
    await page.waitForURL(/\/board\//)
    await verdict(page, 'NO-GO').waitFor()
    await page.getByText('Go/no-go board for production, which is live').waitFor()
    for (const id of ['trust', 'ways', 'rehearsal', 'readiness:load', 'risk:slow']) await says(page, id, 'no')
    await says(page, 'window', 'unknown')

    // A plain go is not on offer while a row says no.
    await asks(page, 'captain').click()
    expect(await dialog(page, 'Vote for captain').getByRole('radio', { name: WORDS.go }).getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Escape')

    await approve(its, file)
    await says(page, 'trust', 'ok')
    await row(page, 'readiness:load').getByRole('button', { name: 'Give evidence …' }).click()
    const evidence = dialog(page, 'Give evidence')
    await evidence.getByRole('radio', { name: 'File' }).click()
    await evidence.getByLabel('File', { exact: true }).last().setInputFiles({ name: 'load.html', mimeType: 'text/html', buffer: Buffer.from('p99 80 ms') })
    await evidence.getByText(/sha256 [0-9a-f]{64}/).waitFor()
    await evidence.getByRole('button', { name: 'Give it' }).click()
    await says(page, 'readiness:load', 'ok')
    for (const id of ['ways', 'rehearsal', 'risk:slow']) {
      await says_why(page, id, 'Accept the risk …', 'Accept the risk', 'It is the first time')
      await says(page, id, 'risk')
    }
    await page.keyboard.press('v')
    await dialog(page, 'Vote for captain').getByRole('button', { name: /^Vote go/ }).click()
    await seat(page, 'captain', 'go').waitFor()
    await votes(page, 'dba', 'go-with-risk', { why: 'The disk is tight', for: 'Maria', by: 'by phone' })
    await seat(page, 'dba', 'go-with-risk').getByText('Maria, by phone (recorded by Maria)').waitFor()
    await votes(page, 'support', 'go')
    await verdict(page, 'GO').waitFor()

    appendFileSync(file, '# one byte more\n')
    for (const role of ['captain', 'dba', 'support']) await seat(page, role, 'reopened').getByText('The runbook was changed after the vote.').waitFor()
    await verdict(page, 'NO-GO').waitFor()
    await page.reload()
    await seat(page, 'dba', 'reopened').getByText('was go with risk').waitFor()
  })

  test('before a live run New run shows what the board says, and leads there', async () => {
    const its = await host()
    const file = await book(its, READY)
    await approve(its, file)
    await its.rehearse(file, {}, { auto: true })
    const page = await openPage(browser, its.link('captain'))
    await goTo(page, `/plan/${encodeURIComponent(file)}`)
    await page.getByText('Ready to go live').waitFor()
    await goTo(page, `/new/${encodeURIComponent(file)}?mode=live`)
    const heading = page.getByRole('region').getByRole('heading', { level: 2 }).first()
    while ((await heading.textContent()) !== 'Start') {
      const before = await heading.textContent()
      if (before === 'Environment') await page.getByRole('radio', { name: /production/ }).click()
      if (before === 'Confirmation') await page.getByLabel(/^Type ready/).fill('ready')
      await button(page, 'Next').click()
      await page.getByRole('region').getByRole('heading', { level: 2 }).filter({ hasNotText: before ?? '' }).first().waitFor()
    }
    await page.getByText(/Go\/no-go board: no-go\./).waitFor()
    await page.getByText('It wants evidence, and nobody has given any.').waitFor()
    await page.getByRole('link', { name: 'Open the board' }).click()
    await page.waitForURL(/\/board\/.*\/production$/)
  })

  test('a board without roles and readiness says so', async () => {
    const its = await host()
    const file = await book(its, EMPTY)
    const page = await openPage(browser, its.link('captain'))
    await goTo(page, `/board/${encodeURIComponent(file)}`)
    await page.getByText('Nobody is asked: the runbook names no roles').waitFor()
  })
})

describe('a gate in a run', () => {
  test('three people vote from three pages; what gets worse asks them again; a gate that nobody answers in time is a no-go until everybody is asked anew', async () => {
    const its = await host()
    const file = await book(its)
    await approve(its, file)
    const { sha256 } = (await its.client().call('plan', { file })).entry
    const where = { file, environment: 'local' }
    await its.client().call('board.evidence', { ...where, item: 'load', evidence: { kind: 'link', url: 'https://ci.example/17' } })
    for (const id of ['risk:slow', 'ways', 'rehearsal']) await its.client().call('board.accept', { ...where, row: id, reason: 'The first time' })
    const { run } = await its.client().call('run.start', { file, sha256: sha256 ?? '', mode: 'rehearsal', environment: 'local', inputs: {} })

    const captain = await openPage(browser, its.link('captain'))
    await goTo(captain, `/run/${run}`)
    await captain.getByRole('link', { name: 'Open the board' }).click()
    const [dba, support, looks] = [await openPage(browser, its.link('operator')), await openPage(browser, its.link('operator'), { width: 390, height: 844 }), await openPage(browser, its.link('observer'))]
    for (const page of [dba, support, looks]) await goTo(page, `/run/${run}/board`)
    for (const page of [captain, dba, support, looks]) await verdict(page, 'OPEN').waitFor()
    expect(await looks.getByRole('button', { name: /^Vote …/ }).count()).toBe(0)

    await votes(captain, 'captain', 'go')
    await votes(dba, 'dba', 'go')
    for (const page of [captain, dba, support, looks]) await seat(page, 'dba', 'go').waitFor()

    appendFileSync(file, '# one byte more\n')
    for (const page of [captain, dba, support, looks]) {
      await seat(page, 'captain', 'reopened').getByText('The file was changed since the run began.').waitFor()
      await seat(page, 'dba', 'reopened').waitFor()
      await says(page, 'file', 'risk')
    }
    await votes(captain, 'captain', 'go')
    await votes(dba, 'dba', 'go')
    await votes(support, 'support', 'go')

    // The next gate stands open for a second only.
    for (const page of [captain, dba, support, looks]) await verdict(page, 'EXPIRED').waitFor()
    expect(await captain.getByRole('button', { name: /^Vote …/ }).count()).toBe(0)
    const told = await its.client().call('run.command', { run, command: { do: 'skip', step: 'quick', reason: 'go on' } }).then(() => 'skipped', (error: Error) => error.message)
    expect(told).toContain('it is not passed by skipping it')
    await button(captain, 'Ask everybody again').click()
    await verdict(looks, 'OPEN').or(verdict(looks, 'EXPIRED')).waitFor()
    await its.client().call('run.command', { run, command: { do: 'abandon', reason: 'over' } })
  })
})

test('a board has nothing that axe finds fault with, dark or light, and is no wider than its window', async () => {
  const its = await host()
  const files = [await book(its), await book(its, EMPTY)]
  await its.client().call('board.vote', { file: files[0] ?? '', environment: 'production', role: 'captain', vote: 'no-go', reason: LONG })
  const page = await openPage(browser, its.link('captain'))
  const found: string[] = []
  for (const file of files) {
    await goTo(page, `/board/${encodeURIComponent(file)}`)
    await page.getByRole('region', { name: 'Verdict' }).waitFor()
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      for (const { id, nodes } of violations) for (const { target, failureSummary = '' } of nodes) found.push(`${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`)
    }
    for (const width of [390, 1280, 1440]) {
      await page.setViewportSize({ width, height: 844 })
      const needs = await page.evaluate(() => document.documentElement.scrollWidth)
      if (needs > width) found.push(`${file}: ${needs} px of ${width}`)
    }
  }
  expect(found).toEqual([])
})
