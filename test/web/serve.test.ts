/** `serve` as a process: the links that it prints, what they are good for, and its end. */
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Client } from '../../electron/contract/clientTypes.ts'
import { ROLES } from '../../electron/contract/roles.ts'
import type { RunFrame, RunSnapshot } from '../../electron/contract/shapes/run.ts'
import { projectRoot } from '../law/scratch.ts'
import { desk, type Started } from '../cli/support.ts'
import { freePort } from '../support/freePort.ts'
import { openLink } from './support.ts'

const LINK = /^(http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43})$/m

describe('serve', () => {
  test('prints the captain\'s link and nothing else, and that link opens the app', async () => {
    const its = desk()
    const started = its.start('serve', '--as', 'Maria')
    const link = await linkOf(started)
    expect((await fetch(link)).headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await openLink(link).call('session', {})).toMatchObject({ role: 'captain', via: 'link', name: 'Maria', dataFolder: its.data })
    started.signal('SIGINT')
    const { stdout, stderr } = await started.ended
    expect(stdout).toBe(`${link}\n`)
    expect(stderr).toMatch(/^Whoever has this link is the captain; only this machine is listened to\. Ctrl-C ends it, programs run on\.\n/)
  })

  test('with --share prints one link for each role and what it is good for', async () => {
    const started = desk().start('serve', '--share')
    const [text] = await started.prints(/^captain .*\n.*\n.*\nobserver .*\n/m)
    const lines = text.trim().split('\n').map((line) => /^(\w+) {2,}(\w.*\w) {2,}(http\S+)$/.exec(line) ?? [])
    expect(lines.map(([, role]) => role)).toEqual([...ROLES])
    expect(lines.map(([, , may]) => may)).toEqual(['everything', 'works on steps', 'sees runs and may start the way back', 'only looks'])
    for (const [, role, , link = ''] of lines) expect((await openLink(link).call('session', {})).role).toBe(role)
  })

  test('tells the captain in the app the links of all roles, and nobody else', async () => {
    const started = desk().start('serve', '--share')
    const [, captain = ''] = await started.prints(/^captain .*(http\S+)$/m)
    const [, operator = ''] = await started.prints(/^operator .*(http\S+)$/m)
    const { links, reach } = await openLink(captain).call('links', {})
    expect(reach).toBe('this-machine')
    expect(links?.map(({ role }) => role)).toEqual([...ROLES])
    expect(links?.find(({ role }) => role === 'operator')?.url).toBe(operator)
    await expect(openLink(operator).call('links', {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('with --json prints one document when it listens, stays, and prints nothing more', async () => {
    const started = desk().start('serve', '--json', '--share')
    const [line] = await started.prints(/^.*\n/)
    const document = JSON.parse(line) as { url: string; links: { role: string; url: string }[] }
    expect(Object.keys(document)).toEqual(['url', 'reach', 'links'])
    expect(document.links.map(({ role }) => role)).toEqual([...ROLES])
    expect(document.links[0]?.url).toBe(document.url)
    expect((await openLink(document.url).call('now', {})).now).toBeGreaterThan(0)
    started.signal('SIGINT')
    expect(await started.ended).toMatchObject({ code: 130, stdout: line })
  })

  test.for<[NodeJS.Signals, number]>([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])('is ended by %s in order, with code %s, and its pages know at once', async ([signal, code]) => {
    const started = desk().start('serve')
    const client = openLink(await linkOf(started))
    await client.call('session', {})
    const lost = new Promise<void>((resolve) => client.onConnection((state) => state === 'lost' && resolve()))
    started.signal(signal)
    await lost
    const ended = await started.ended
    expect(ended.code).toBe(code)
    expect(ended.stderr).toContain('Programs that were started run on')
  })

  test('beyond this machine gives links by the certificate\'s name, and says that others reach it', async () => {
    const tls = join(projectRoot, 'test/fixtures/tls')
    const started = desk().start('serve', '--bind', '0.0.0.0', '--tls-cert', join(tls, 'cert.pem'), '--tls-key', join(tls, 'key.pem'), '--json')
    const [line] = await started.prints(/^.*\n/)
    const { url, reach } = JSON.parse(line) as { url: string; reach: string }
    expect([new URL(url).protocol, new URL(url).hostname, reach]).toEqual(['https:', 'captain.example', 'network'])
    await started.says(/others in the network reach it at https:\/\/captain\.example:\d+\./)
  })

  test('says in words what it can\'t do, and serves nothing', async () => {
    const its = desk()
    writeFileSync(join(its.folder, 'file'), '')
    const wrong: [readonly string[], RegExp][] = [
      [['--bind', '0.0.0.0'], /without a certificate Runthrough listens on this machine alone/],
      [['--bind', 'localhost'], /localhost is no address to listen on/],
      [['--tls-cert', 'cert.pem'], /belong together/],
      [['--port', '70000'], /between 0 and 65535/],
      [['--port', 'x'], /whole number/],
      [['--data', join(its.folder, 'file')], /can't be used/],
    ]
    for (const [args, message] of wrong) {
      const { code, stdout, stderr } = await its.run('serve', ...args)
      expect([code, stdout, message.test(stderr)], stderr).toEqual([2, '', true])
    }
  })
})

test('a run whose host was killed is taken up by the next one, while its program went on', async () => {
  const its = desk()
  const { file, work, goesOn } = its.waiting()
  const first = its.start('serve')
  const captain = openLink(await linkOf(first))
  await captain.call('library.open', { path: file })
  const { entry } = await captain.call('plan', { file })
  const { run } = await captain.call('run.start', { file, sha256: entry.sha256 ?? '', mode: 'rehearsal', environment: 'local', inputs: { work } })
  await shownOf(captain, run, ({ now }) => now?.present.some(({ step, mark }) => step === 'wait-here' && mark === 'running') ?? false)
  first.signal('SIGKILL')
  await first.ended
  const second = its.start('serve')
  await second.says(new RegExp(`^run ${run} is taken up where it stood`, 'm'))
  const again = openLink(await linkOf(second))
  goesOn()
  await shownOf(again, run, ({ now }) => now?.end === 'completed')
  expect((await again.call('run.output', { run, step: 'wait-here', attempt: 1 })).text).toBe('waiting\n')
  await expect(again.call('run.output', { run, step: 'wait-here', attempt: 2 })).rejects.toMatchObject({ code: 'unknown-step' })
})

describe('the links of serve', () => {
  test('of a port that was given lead there again after the host was killed, until new ones are made', async () => {
    const its = desk()
    const port = String(await freePort())
    const first = its.start('serve', '--port', port)
    const link = await linkOf(first)
    const page = openLink(link)
    await page.call('session', {})
    first.signal('SIGKILL')
    await first.ended
    const second = its.start('serve', '--port', port)
    expect(await linkOf(second)).toBe(link)
    await connected(page)
    expect((await page.call('session', {})).role).toBe('captain')
    second.signal('SIGINT')
    await second.ended
    const third = its.start('serve', '--port', port, '--new-links')
    expect(await linkOf(third)).not.toBe(link)
  })

  test('of any free port are nobody\'s afterwards: no file holds a token, and no log', async () => {
    const its = desk({ RUNTHROUGH_DEBUG: '1' })
    const started = its.start('serve', '--share')
    await started.prints(/^observer /m)
    const [, link = ''] = await started.prints(/^captain .*(http\S+)$/m)
    await openLink(link).call('session', {})
    started.signal('SIGINT')
    const { stdout, stderr } = await started.ended
    const tokens = [...stdout.matchAll(/#token=([\w-]{43})/g)].map(([, token]) => token ?? '')
    expect(tokens).toHaveLength(4)
    const files = globSync('**/*', { cwd: its.data }).map((file) => join(its.data, file)).filter((file) => statSync(file).isFile())
    expect(files.map((file) => file.slice(its.data.length + 1))).toContain('host.log')
    for (const token of tokens) {
      expect(stderr).not.toContain(token)
      for (const file of files) expect(readFileSync(file).includes(token), file).toBe(false)
    }
  })

  test('that is taken by another program says so', async () => {
    const { listening, port } = await taken()
    const { code, stderr } = await desk().run('serve', '--port', port)
    expect([code, listening]).toEqual([2, true])
    expect(stderr).toMatch(new RegExp(`Port ${port} of 127\\.0\\.0\\.1 can't be had: another program listens there`))
  })
})

async function linkOf(started: Started): Promise<string> {
  const [, link = ''] = await started.prints(LINK)
  return link
}

/** Resolves with the first state of the run that fits. */
function shownOf(client: Client, run: string, fits: (shown: Pick<RunSnapshot, 'now'> | RunFrame) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (shown: RunSnapshot | RunFrame): void => void (fits(shown) && resolve())
    client.open('run', { run }, { snapshot: look, event: look, over: (error) => reject(error ?? new Error('the stream ended')) })
  })
}

/** Reconnects by itself. */
function connected(client: Client): Promise<void> {
  return new Promise((resolve) => {
    if (client.connection === 'open') resolve()
    client.onConnection((state) => state === 'open' && resolve())
  })
}

async function taken(): Promise<{ readonly listening: boolean; readonly port: string }> {
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { listening: server.listening, port: String((server.address() as AddressInfo).port) }
}
