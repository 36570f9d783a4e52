/** What a captain does on the screens of New run and Console, by mouse. */
import type { Locator, Page } from 'playwright'

/** Through every page of the wizard, and Start. Inputs by their titles. Returns the run's id. */
export async function startByMouse(page: Page, inputs: Readonly<Record<string, string>>): Promise<string> {
  const heading = page.getByRole('region').getByRole('heading', { level: 2 })
  for (;;) {
    const here = await heading.first().textContent()
    if (here === 'Kind of run') await page.getByRole('radio', { name: 'Rehearsal' }).click()
    if (here === 'Environment') await page.getByRole('radio', { name: 'local' }).click()
    if (here === 'Inputs') for (const [title, value] of Object.entries(inputs)) await page.getByLabel(title).fill(value)
    if (here === 'Approval') {
      await page.getByRole('checkbox', { name: /I have read/ }).click()
      await page.getByRole('button', { name: 'Approve these bytes' }).click()
    } else if (here === 'Start') break
    else await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('region').getByRole('heading', { level: 2 }).filter({ hasNotText: new RegExp(`^${here}$`) }).first().waitFor()
  }
  await page.getByRole('button', { name: 'Start the rehearsal' }).click()
  return runOf(page)
}

/** The run that the Console shows, from its address. */
export async function runOf(page: Page): Promise<string> {
  await page.waitForURL(/\/run\/r-[^/]+$/)
  return decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '')
}

export function present(page: Page, title: string): Locator {
  return page.getByRole('region', { name: 'Now' }).getByRole('heading', { name: title })
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name })
}

/** A step that a person does. */
export async function isDone(page: Page, title: string): Promise<void> {
  await present(page, title).waitFor()
  await button(page, /^Done/).click()
}

export function outcome(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'Outcomes' }).getByRole('button', { name: new RegExp(`^${name}`) })
}

/** What stands behind it is read first; Enter takes it. */
export async function chooses(page: Page, title: string, name: string): Promise<void> {
  await present(page, title).waitFor()
  await outcome(page, name).click()
  await dialog(page, name).getByRole('textbox').press('Enter')
}

/** A question; messages that come and go are dialogs, too. */
export function dialog(page: Page, name: string): Locator {
  return page.locator('[role="dialog"]:not([aria-modal])').filter({ has: page.getByRole('heading', { name }) })
}

export function hasRead(page: Page, title: string): Locator {
  return dialog(page, title).getByRole('button', { name: 'I have read it: start' })
}

/** A point of no return: what it warns of is read before Start. */
export async function startsIt(page: Page, title: string): Promise<void> {
  await present(page, title).waitFor()
  await button(page, /^Start …/).click()
  await hasRead(page, title).click()
}

export function go(page: Page, role: string): Locator {
  return page.getByRole('group', { name: `Vote of ${role}` }).getByRole('button', { name: 'Go', exact: true })
}

export async function votesGo(page: Page, title: string, roles: readonly string[]): Promise<void> {
  await present(page, title).waitFor()
  for (const role of roles) await go(page, role).click()
}

export function ended(page: Page, words: RegExp): Promise<void> {
  return page.getByRole('region', { name: 'The end' }).getByRole('heading', { name: words }).waitFor()
}
