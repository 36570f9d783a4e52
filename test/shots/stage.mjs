/** The stage for pictures of the window: a real host with a history of rehearsals, its contract by a socket of our own, and a browser. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright'
import { WebSocket } from 'ws'
import { CHROMIUM_ARGS, chromiumPath } from '../../electron/setup/chromium.mjs'

const root = resolve(import.meta.dirname, '../..')
const PORT = '47310'

/** Opens the stage, lets `play` use it, and clears it away whatever happens. */
export async function onStage(play) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runthrough-')))
  const tool = installed(join(folder, 'app'))
  const file = join(folder, 'app/runbooks/orders-cutover.yaml')
  const data = join(folder, 'data')
  const inputs = { port: PORT, work: join(folder, 'work') }
  let host
  let browser
  try {
    for (const way of [[], ['--rollback-at', 'place-order'], ['--rollback-at', 'traffic'], ['--rollback-at', 'announce-switch'], []]) rehearsed({ tool, file, data, inputs, way })
    host = spawn(process.execPath, [tool, 'serve', '--json', '--no-open', '--data', data, '--as', 'Maria'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const { url } = await firstDocument(host)
    const call = await road(url)
    await call('introduce', { name: 'Maria' })
    await call('library.open', { path: file })
    browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
    await play({ url, call, file, inputs, browser })
  } finally {
    await browser?.close()
    if (host?.exitCode === null) {
      host.kill('SIGTERM')
      await once(host, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A copy of the app in a folder of its own: screens show paths, and nobody's own shall stand in a picture. Returns the tool's path. */
function installed(app) {
  mkdirSync(app)
  for (const part of ['package.json', 'out', 'migrations', 'runbooks']) cpSync(join(root, part), join(app, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'))
  return join(app, 'out/cli/main.js')
}

function rehearsed({ tool, file, data, inputs, way }) {
  const given = Object.entries({ ...inputs, orders: '100000' }).flatMap(([name, value]) => ['--input', `${name}=${value}`])
  process.stdout.write(`rehearsing orders-cutover ${way.join(' ')}\n`)
  const { status, stderr } = spawnSync(process.execPath, [tool, 'rehearse', file, '--env', 'local', '--auto', '--data', data, '--as', 'Maria', ...given, ...way], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the rehearsal ended with code ${status}:\n${stderr}`)
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

/** Calls over a WebSocket. */
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
