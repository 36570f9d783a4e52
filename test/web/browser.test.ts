/** The app in a real browser, opened by its link: where the token goes, and what the page's policy keeps out. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { desk } from '../cli/support.ts'
import { launchChromium } from '../support/chromium.ts'

let browser: Browser

beforeAll(async () => (browser = await launchChromium()))
afterAll(() => browser.close())

describe('a link in a browser', () => {
  test('leaves no token in the address bar or the history, works again after a reload, and makes no cookie', async () => {
    const { link, token, origin } = await served()
    const { page, context, requests } = await tab()
    await page.goto(link)
    await shown(page)
    expect(new URL(page.url()).hash).toBe('')
    expect(page.url()).not.toContain(token)
    await page.reload()
    await shown(page)
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => document.cookie)).toBe('')
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(token)
    expect(requests.filter((url) => url.includes(token) || !url.startsWith(origin))).toEqual([])
  })

  test('shows the library without one error on the console', async () => {
    const { link } = await served()
    const { page, complaints } = await tab()
    await page.goto(link)
    await shown(page)
    await page.getByText('orders-cutover').or(page.getByText('Orders')).first().waitFor()
    expect(complaints).toEqual([])
  })

  test('that the host does not know, or none at all, is told with what to do, and the host is not asked again and again', async () => {
    const { origin } = await served()
    const { page } = await tab()
    let roads = 0
    page.on('websocket', () => (roads += 1))
    await page.goto(`${origin}/#token=${'A'.repeat(43)}`)
    await page.getByText('The host does not know this link').first().waitFor()
    await page.getByText('Open the link that the host prints').first().waitFor()
    expect(roads).toBe(1)
    const { page: bare } = await tab()
    await bare.goto(origin)
    await bare.getByText('opened without a link').first().waitFor()
  })

  test('is of no use in another tab of its own, and to another port of the same machine', async () => {
    const { link, origin, token } = await served()
    const { page, context } = await tab()
    await page.goto(link)
    await shown(page)
    const second = await context.newPage()
    await second.goto(origin)
    expect(await second.evaluate(() => sessionStorage.length)).toBe(0)
    const other = await otherPort('<title>other</title>')
    await page.goto(other.address)
    expect(other.heard).not.toEqual([])
    expect(other.heard.join('\n')).not.toContain(token)
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  })
})

describe('the page\'s policy', () => {
  test('runs no script that was put into the page: inline, by an attribute, or by an address', async () => {
    const { link } = await served()
    const { page } = await tab()
    await page.goto(link)
    await shown(page)
    const blocked = await page.evaluate(async () => {
      const told: string[] = []
      const addScript = (fill: (script: HTMLScriptElement) => void): void => {
        const script = document.createElement('script')
        fill(script)
        document.body.append(script)
      }
      const heard = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
          told.push(`${effectiveDirective} ${blockedURI}`)
          if (told.length === 3) resolve()
        })
      })
      addScript((script) => (script.textContent = 'window.ran = "inline"'))
      addScript((script) => (script.src = 'data:text/javascript,window.ran="data"'))
      const button = document.createElement('button')
      button.setAttribute('onclick', 'window.ran = "attribute"')
      document.body.append(button)
      button.click()
      await heard
      return { told, ran: 'ran' in window }
    })
    expect(blocked.ran).toBe(false)
    expect(blocked.told.toSorted()).toEqual(['script-src-attr inline', 'script-src-elem data', 'script-src-elem inline'])
  })

  test('lets nothing out: no request elsewhere, no picture, no frame, no form', async () => {
    const { link } = await served()
    const { page } = await tab()
    const other = await otherPort('')
    await page.goto(link)
    await shown(page)
    const told = await page.evaluate(async (address) => {
      const directives = new Set<string>()
      const heard = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          directives.add(effectiveDirective)
          if (directives.size === 4) resolve()
        })
      })
      void fetch(address).catch(() => undefined)
      const picture = new Image()
      picture.src = `${address}picture.png`
      const frame = document.createElement('iframe')
      frame.src = address
      const form = document.createElement('form')
      form.action = address
      document.body.append(frame, form)
      form.submit()
      await heard
      return [...directives].toSorted()
    }, other.address)
    expect(told).toEqual(['connect-src', 'form-action', 'frame-src', 'img-src'])
    expect(other.heard).toEqual([])
  })

  test('lets no other page show ours in a frame', async () => {
    const { origin } = await served()
    const { page } = await tab()
    const other = await otherPort(`<iframe src="${origin}"></iframe>`)
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await page.goto(other.address)
    await refused
  })
})

/** The real thing: a process, a data folder of its own, the built page. */
async function served(): Promise<{ readonly link: string; readonly token: string; readonly origin: string }> {
  const started = desk().start('serve', '--json')
  onTestFinished(async () => {
    started.signal('SIGTERM')
    await started.ended
  })
  const [line] = await started.prints(/^.*\n/)
  const { url } = JSON.parse(line) as { url: string }
  return { link: url, token: url.slice(url.indexOf('=') + 1), origin: new URL(url).origin }
}

/** Another server of this machine, and all that it is asked. */
async function otherPort(html: string): Promise<{ readonly address: string; readonly heard: readonly string[] }> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(JSON.stringify([request.url, request.headers]))
    response.setHeader('content-type', 'text/html').end(html)
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heard }
}

async function tab(): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly requests: string[]; readonly complaints: string[] }> {
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const requests: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  context.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  context.on('weberror', (error) => complaints.push(error.error().message))
  return { page: await context.newPage(), context, requests, complaints }
}

/** Something of the app is on the screen. */
async function shown(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor()
}
