/** Pictures of the window for docs/images: a real host, real rehearsals of the example, a real browser. Build first: npm run build */
import { join, resolve } from 'node:path'
import { onStage } from './stage.mjs'

const images = resolve(import.meta.dirname, '../../docs/images')
const WIDE = { width: 1440, height: 900, colorScheme: 'dark' }
const LAPTOP = { width: 1280, height: 720, colorScheme: 'light' }
const PHONE = { width: 390, height: 844, colorScheme: 'dark' }
/** Enough for two lanes to run side by side while the pictures are taken. */
const ORDERS = '1500000'

await onStage(async ({ url, call, file, inputs, browser }) => {
  const shot = async (name, path, size, ready) => {
    const { width, height, colorScheme } = size
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 2, locale: 'en-GB' })
    const page = await context.newPage()
    // Its link first: the fragment holds the token, and a path of its own would lose it.
    await page.goto(url)
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    if (path !== '/') await page.goto(new URL(path, url).href)
    await ready(page)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(images, `${name}.png`) })
    await context.close()
    process.stdout.write(`docs/images/${name}.png\n`)
  }
  const bars = (page) => page.getByRole('img', { name: /window/i }).first().waitFor()
  /** The first frame of a run may be older than its first forecast. */
  const forecast = async (page) => {
    await bars(page)
    await page.getByText('no forecast yet').waitFor({ state: 'detached' })
  }
  const backfill = async (page) => {
    await forecast(page)
    await page.getByText(/rows\/s/).waitFor()
  }
  const book = encodeURIComponent(file)

  await shot('library', '/', WIDE, bars)
  await shot('plan', `/plan/${book}`, WIDE, (page) => page.locator('.react-flow__node').first().waitFor())
  await shot('coverage', `/plan/${book}?tab=coverage`, WIDE, (page) => page.getByRole('tab', { name: 'Coverage', selected: true }).waitFor())
  await shot('board', `/board/${book}`, WIDE, (page) => page.getByRole('heading', { name: /^What a go rests on/ }).waitFor())
  await shot('new-run', `/new/${book}?mode=rehearsal`, LAPTOP, (page) => page.getByRole('heading', { name: 'Environment' }).waitFor())
  await shot('settings', '/settings', LAPTOP, (page) => page.getByRole('heading', { name: 'Links to share' }).waitFor())

  const { entry } = await call('plan', { file })
  const start = (orders) => call('run.start', { file, sha256: entry.sha256, mode: 'rehearsal', environment: 'local', auto: true, inputs: { ...inputs, orders } })
  const { run } = await start(ORDERS)
  await shot('console', `/run/${run}`, WIDE, backfill)
  await shot('war-room', `/run/${run}/war-room`, WIDE, forecast)
  await shot('console-light', `/run/${run}`, LAPTOP, backfill)
  await shot('console-phone', `/run/${run}`, PHONE, backfill)
  await shot('rollback-card', `/run/${run}/rollback`, LAPTOP, bars)
  await shot('rollback-card-phone', `/run/${run}/rollback`, PHONE, bars)
  await shot('console-rollback', `/run/${run}`, WIDE, async (page) => {
    await forecast(page)
    await call('run.command', { run, command: { do: 'rollback', reason: 'Checkout answers slowly' } })
    await page.getByText(/^Rolling back: /).first().waitFor()
  })
  await shot('console-ended', `/run/${run}`, WIDE, (page) => page.getByRole('heading', { name: 'Rolled back' }).waitFor())
})
