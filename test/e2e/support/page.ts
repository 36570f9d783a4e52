/** A person's window: a page by a link, in a context of its own. Whatever it complains of fails the test that opened it. */
import type { Browser, Page } from 'playwright'
import { expect, onTestFinished } from 'vitest'

export interface Window {
  readonly width?: number
  readonly height?: number
  readonly theme?: 'dark' | 'light'
  /** The host is killed in this test: that the road is cut is no defect of the page. */
  readonly cut?: boolean
}

const ROAD = /WebSocket connection to|net::ERR_CONNECTION_REFUSED/
/** A busy machine is slow; only what hangs is ended. */
const PATIENCE_MS = 90_000

export async function openPage(browser: Browser, link: string, { width = 1440, height = 900, theme = 'dark', cut = false }: Window = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !(cut && ROAD.test(message.text()))) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => reportError(new Error(`the policy was violated: ${violatedDirective} ${blockedURI}`))))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  await page.goto(link)
  await page.getByRole('main').waitFor()
  return page
}

/** Another screen of the same window, by its address, as a bookmark has it. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href)
  await page.getByRole('main').waitFor()
}
