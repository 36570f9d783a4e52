/** The page's roads to its host: a WebSocket to a real one, and the shell's channel. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ContractError } from '../../../electron/contract/errors.ts'
import { readPageFrame, shellText, type PageFrame, type ShellFrame } from '../../../electron/contract/shellFrames.ts'
import { WIRE_PATH } from '../../../electron/contract/webRoad.ts'
import { systemClock } from '../../../electron/node/clock.ts'
import { reachOf } from '../../../electron/web/reach.ts'
import { createTokens } from '../../../electron/web/tokens.ts'
import { startWebHost, type WebHost } from '../../../electron/web/webHost.ts'
import { openShellChannel } from '../../../renderer/connect/shellChannel.ts'
import { takeToken } from '../../../renderer/connect/token.ts'
import { openSocketWire, type Socket } from '../../../renderer/connect/webSocketWire.ts'

const clock = systemClock()
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const hosts: WebHost[] = []
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()))
})

async function host(serve: Parameters<typeof startWebHost>[0]['serve']) {
  const pageFolder = mkdtempSync(join(tmpdir(), 'runthrough-page-'))
  writeFileSync(join(pageFolder, 'index.html'), '')
  const tokens = createTokens(['captain', 'observer'])
  const web = await startWebHost({ ...reachOf({}), pageFolder, tokens, port: 0, clock, log: silent, serve })
  hosts.push(web)
  const open = (protocols: readonly string[]): Socket => {
    const socket = new WebSocket(web.origin.replace('http', 'ws') + WIRE_PATH, [...protocols], { origin: web.origin })
    // A browser's says nothing of it but that it is closed.
    socket.on('error', () => undefined)
    return socket as unknown as Socket
  }
  return { web, open, token: tokens.captain ?? '' }
}

test('a road is there with the host\'s first frame, and nothing that came early is lost', async () => {
  const { open, token } = await host((wire, role) => {
    wire.send(`you are the ${role}`)
    wire.send('second')
    wire.onFrame((frame) => wire.send(`heard ${frame}`))
  })
  const wire = await openSocketWire({ open, token, clock })
  const frames: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  wire.onFrame((frame) => {
    frames.push(frame)
    if (frame === 'second') wire.send('hello')
    if (frame.startsWith('heard')) resolve()
  })
  await promise
  expect(frames).toEqual(['you are the captain', 'second', 'heard hello'])
})

test('a link that the host does not know is refused for good', async () => {
  const { open } = await host(() => undefined)
  const refused = openSocketWire({ open, token: 'x'.repeat(43), clock })
  await expect(refused).rejects.toBeInstanceOf(ContractError)
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
})

test('a host that is away, or goes away, is tried again: the road says why it ended', async () => {
  const { web, open, token } = await host((wire) => wire.send('hello'))
  const wire = await openSocketWire({ open, token, clock })
  const { promise, resolve } = Promise.withResolvers<string>()
  wire.onClose(resolve)
  await web.close()
  expect(await promise).toBe('the host ends')
  await expect(openSocketWire({ open, token, clock })).rejects.toMatchObject({ code: 'disconnected' })
})

test('the token leaves the address at once, and a reload still has it', () => {
  const kept = new Map<string, string>()
  const sessionStorage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  const replaced: (string | URL | null | undefined)[] = []
  const history = { state: null, replaceState: (_state: unknown, _title: string, url?: string | URL | null) => void replaced.push(url) }
  const at = (hash: string) => takeToken({ location: { hash, pathname: '/run/r-1', search: '?tab=log' }, history, sessionStorage })
  expect(at('')).toBeNull()
  expect(at('#token=secret')).toBe('secret')
  expect(replaced).toEqual(['/run/r-1?tab=log'])
  expect(at('')).toBe('secret')
})

test('a browser that keeps nothing still lets the page in by its link', () => {
  const no = (): never => {
    throw new Error('SecurityError')
  }
  const place = { history: { state: null, replaceState: () => undefined }, sessionStorage: { getItem: no, setItem: no } }
  expect(takeToken({ ...place, location: { hash: '#token=secret', pathname: '/', search: '' } })).toBe('secret')
  expect(takeToken({ ...place, location: { hash: '', pathname: '/', search: '' } })).toBeNull()
})

/** The shell's end of the channel, as the preload hands it through. */
function shell() {
  const said: PageFrame[] = []
  const wired: string[] = []
  let listener: (frame: string) => void = () => undefined
  const channel = openShellChannel({
    send(frame) {
      const read = readPageFrame(frame)
      if (read) said.push(read)
      else wired.push(frame)
    },
    onFrame: (next) => (listener = next),
  })
  return { channel, said, wired, wire: (frame: string) => listener(frame), say: (frame: Parameters<typeof shellText>[0]) => listener(shellText(frame)) }
}

test('on the shell\'s channel a road is laid when the shell says so, and older frames are dropped', async () => {
  const { channel, said, wired, wire, say } = shell()
  const laying = channel.connect()
  expect(said).toEqual([{ t: 'shell', say: 'connect', road: 1 }])
  wire('of an older road')
  say({ say: 'connected', road: 7 })
  say({ say: 'connected', road: 1 })
  wire('early')
  const road = await laying
  const frames: string[] = []
  road.onFrame((frame) => frames.push(frame))
  wire('later')
  road.send('from the page')
  expect(frames).toEqual(['early', 'later'])
  expect(wired).toEqual(['from the page'])
})

test('a road that the shell closes says why; another one takes its place', async () => {
  const { channel, said, say, wire, wired } = shell()
  const laying = channel.connect()
  say({ say: 'connected', road: 1 })
  const road = await laying
  let why = ''
  road.onClose((told) => (why = told))
  say({ say: 'closed', road: 1, why: 'the host has died' })
  expect(why).toBe('the host has died')
  road.send('too late')
  expect(wired).toEqual([])

  const next = channel.connect()
  say({ say: 'closed', road: 2, why: 'not yet' })
  await expect(next).rejects.toThrow('not yet')
  const third = channel.connect()
  say({ say: 'connected', road: 3 })
  const laid = await third
  laid.close()
  wire('after the close')
  expect(said.at(-1)).toEqual({ t: 'shell', say: 'disconnect', road: 3 })
})

test('what the shell says of itself never gets on the road', async () => {
  const { channel, say } = shell()
  const heard: ShellFrame[] = []
  const stop = channel.onSaid((frame) => heard.push(frame))
  say({ say: 'menu', command: 'library' })
  say({ say: 'opened', path: '/books/release.yaml' })
  stop()
  say({ say: 'show-run', run: 'r-1' })
  expect(heard.map(({ say: what }) => what)).toEqual(['menu', 'opened'])
})
