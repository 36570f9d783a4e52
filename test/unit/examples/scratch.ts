/** A scratch environment of the example scripts: its own folder, its own three ports, gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const runbooks = fileURLToPath(new URL('../../../runbooks', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** What the runner gives a program, and nothing more. */
const ENV = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: process.env['LANG'], TMPDIR: process.env['TMPDIR'] }

/** `onOutput` sees every piece of stdout, and may kill. */
export function script(argv: readonly string[], onOutput?: (text: string, child: ChildProcess) => void): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...argv], { cwd: runbooks, env: ENV, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
      onOutput?.(text, child)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, out, err }))
  })
}

export class Shop {
  readonly work = mkdtempSync(join(tmpdir(), 'runthrough-orders-'))
  readonly port: number
  readonly url: string

  private constructor(port: number) {
    this.port = port
    this.url = `http://127.0.0.1:${port}`
  }

  static async create(): Promise<Shop> {
    return new Shop(await threePorts())
  }

  /** Runs `orders/NAME.mjs` in this environment, whatever its end. */
  try(name: string, ...options: string[]): Promise<Ended> {
    return script([`orders/${name}.mjs`, ...options])
  }

  /** The same with --work, and it has to succeed. */
  async run(name: string, ...options: string[]): Promise<string> {
    const ended = await this.try(name, '--work', this.work, ...options)
    if (ended.code !== 0) throw new Error(`${name}: exit ${ended.code}\n${ended.out}${ended.err}`)
    return ended.out
  }

  start(which: string, release = 'v1.0'): Promise<string> {
    return this.run('service', '--port', `${this.port}`, '--do', 'start', '--which', which, '--release', release)
  }

  /** The steps from `setup` to `create-v2-schema`; the old shop sells. */
  async upToV2(orders = 20_000): Promise<void> {
    await this.run('setup', '--orders', `${orders}`, '--scratch', 'yes')
    await this.start('v1,door')
    await this.run('capture', '--do', 'on')
    await this.run('snapshot')
    await this.run('create-v2')
  }

  async state(): Promise<{ schema: string; v2_tables: boolean; orders: number; lines: number; pending: number; checksum: string }> {
    return JSON.parse(await this.run('state'))
  }

  async place(reference: string): Promise<{ status: number; order: Record<string, unknown> }> {
    const body = JSON.stringify({ reference, customer: 'Test@shop.example', lines: [{ sku: 'S-1', quantity: 3, price: '0.35' }] })
    const answer = await fetch(`${this.url}/orders`, { method: 'POST', body })
    return { status: answer.status, order: (await answer.json()) as Record<string, unknown> }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.try('service', '--work', this.work, '--do', 'stop', '--which', 'door,v1,v2')
    rmSync(this.work, { recursive: true, force: true })
  }
}

/** The first of three ports in a row that are free now. */
async function threePorts(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const first = await listen(0)
    const base = first && (first.address() as { port: number }).port
    if (!first || !base || base > 65_000) continue
    const others = await Promise.all([listen(base + 1), listen(base + 2)])
    const servers = [first, ...others]
    await Promise.all(servers.map((server) => server && new Promise((resolve) => server.close(resolve))))
    if (servers.every(Boolean)) return base
  }
  throw new Error('no three free ports in a row')
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
