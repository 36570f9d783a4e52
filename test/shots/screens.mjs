/** Pictures of the window for docs/images: a real host, a real rehearsal of the example, a real browser. Build first: npm run build */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright'
import { WebSocket } from 'ws'
import { CHROMIUM_ARGS, chromiumPath } from '../../electron/setup/chromium.mjs'

const root = resolve(import.meta.dirname, '../..')
const images = join(root, 'docs/images')
const folder = mkdtempSync(join(tmpdir(), 'runthrough-shots-'))
/** Long enough that two lanes run side by side while the pictures are taken. */
const ORDERS = '400000'

const host = spawn(process.execPath, [join(root, 'out/cli/main.js'), 'serve', '--json', '--no-open', '--data', join(folder, 'data'), '--as', 'Maria'], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const { url } = await firstDocument(host)
  const file = realpathSync(join(root, 'runbooks/orders-cutover.yaml'))
  const call = await road(url)
  await call('introduce', { name: 'Maria' })
  await known(call, file)
  const { entry } = await call('plan', { file })
  const { run } = await call('run.start', { file, sha256: entry.sha256, mode: 'rehearsal', environment: 'local', auto: true, inputs: { orders: ORDERS, work: join(folder, 'work'), port: '47310' } })
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
  const shot = async (name, path, { width = 1440, height = 900, colorScheme = 'dark' } = {}) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, deviceScaleFactor: 2, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(url)
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    await page.goto(new URL(path, url).href)
    await page.getByRole('img', { name: /window/i }).first().waitFor()
    // Its first frame may be older than the first forecast.
    await page.getByText('no forecast yet').waitFor({ state: 'detached' })
    await page.screenshot({ path: join(images, `${name}.png`) })
    await context.close()
    process.stdout.write(`${name}.png\n`)
  }
  await shot('console', `/run/${run}`)
  await shot('war-room', `/run/${run}/war-room`)
  await shot('console-light', `/run/${run}`, { colorScheme: 'light', width: 1280, height: 720 })
  await shot('console-phone', `/run/${run}`, { width: 390, height: 844 })
  await call('run.command', { run, command: { do: 'abandon', reason: 'the pictures are taken' } })
  await browser.close()
} finally {
  host.kill('SIGTERM')
  await once(host, 'exit')
  rmSync(folder, { recursive: true, force: true })
}

async function firstDocument({ stdout }) {
  let text = ''
  for await (const chunk of stdout.setEncoding('utf8')) {
    text += chunk
    try {
      return JSON.parse(text)
    } catch {
      // Not whole yet.
    }
  }
  throw new Error(`the host said no link: ${text}`)
}

/** Calls over a WebSocket of our own. */
async function road(url) {
  const { origin, host: name, hash } = new URL(url)
  const token = new URLSearchParams(hash.slice(1)).get('token')
  const socket = new WebSocket(`ws://${name}/wire`, ['runthrough.1', `token.${token}`], { origin })
  await once(socket, 'open')
  const waiting = new Map()
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data))
    if (frame.t === 'ok') waiting.get(frame.id)?.resolve(frame.output)
    if (frame.t === 'no') waiting.get(frame.id)?.reject(new Error(`${frame.error.message} ${frame.error.hint}`))
  })
  let id = 0
  return (method, input) => {
    id += 1
    socket.send(JSON.stringify({ t: 'call', id, method, input }))
    return new Promise((done, fail) => waiting.set(id, { resolve: done, reject: fail }))
  }
}

/** The examples are looked at in the background; until then a file is unknown. */
async function known(call, file) {
  await call('library.open', { path: file })
}
