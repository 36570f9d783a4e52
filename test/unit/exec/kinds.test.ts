import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HttpRequest } from '../../../electron/core/ports.ts'
import type { Step } from '../../../electron/core/runbook/model.ts'
import { step } from '../../support/build.ts'
import { runBeside } from '../../../electron/node/exec/beside.ts'
import { systemClock } from '../../../electron/node/clock.ts'
import { bench, command, gate, get, script, temporaryFolder, work } from './support.ts'

async function serve(answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk)).on('end', () => answer(request, response, body))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close().closeAllConnections())
  await new Promise((resolve) => server.on('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const migration = (run: Step extends infer S ? (S extends { kind: 'migration'; run: infer R } ? R : never) : never, progress?: unknown): Step =>
  step('work', { kind: 'migration', run, volume: { unit: 'rows', expected: {} }, ...(progress === undefined ? {} : { progress }) })
const ROWS = { pattern: '(?<done>[\\d,]+)/(?<total>[\\d,]+) rows' }

describe('a migration', () => {
  test('tells its progress line by line and its volume at the end', async () => {
    const { run, signals } = bench()
    const end = await run(migration(script('echo 100/1,000 rows; echo noise; printf "\\033[32m1,000/1,000 rows"'), ROWS))
    expect(end).toMatchObject({ outcome: 'done', volume: 1000 })
    expect(signals.filter((signal) => signal.type === 'progress').at(-1)).toMatchObject({ done: 1000, total: 1000 })
  })

  test('that ends with 0 before its total was reached has failed', async () => {
    const { run } = bench()
    expect(await run(migration(script('echo 400/1000 rows'), ROWS))).toMatchObject({
      outcome: 'failed',
      volume: 400,
      message: 'The program ended with 0, but only 400 of 1000 rows were done.',
    })
  })

  test('may count in percent, which is no volume', async () => {
    const { start } = bench()
    const percent = { pattern: '(?<percent>\\d+)%' }
    const done = await start(migration(script('echo 50%; echo 100%'), percent), 1).end
    expect(done).toMatchObject({ outcome: 'done' })
    expect(done.volume).toBeUndefined()
    expect(await start(migration(script('echo 50%'), percent), 2).end).toMatchObject({ outcome: 'failed', message: expect.stringContaining('50 of 100%') })
  })

  test('with a pattern made to hang JavaScript is as quick as any', async () => {
    const { run } = bench()
    const startedMs = performance.now()
    await run(migration(script(`echo ${'a'.repeat(5_000)}!; echo 1/1 rows`), { pattern: '(?<done>(a+)+)$' }))
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  })

  test('is measured by a probe, whose last look comes after the program has ended', async () => {
    const { folder, start, heard, signals } = bench()
    const { path, open } = gate(folder)
    const probe = { probe: script('cat count 2>/dev/null || echo 0 30'), everyMs: 10 }
    const { end } = start(migration(script(`echo 10 30 > count; cat "${path}"; echo 30 30 > count`), probe))
    await heard(() => signals.some((signal) => signal.type === 'progress' && signal.done === 10))
    open()
    expect(await end).toMatchObject({ outcome: 'done', volume: 30 })
  })

  test('whose probe fails at the end has failed: how far it came is not known', async () => {
    const { run } = bench()
    const end = await run(migration(script('true'), { probe: script('exit 9'), everyMs: 60_000 }))
    expect(end).toMatchObject({ outcome: 'failed', message: expect.stringContaining('is not known') })
  })
})

describe('a check', () => {
  test('over HTTP says what it expected and what came', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/' })
      else response.writeHead(request.url?.startsWith('/sick') ? 503 : 200, { 'content-type': 'application/json', 'x-build': 'v2.1' })
      response.end(JSON.stringify({ state: 'paid', 'a/b': [{ '~': null }] }))
    })
    const { start } = bench({ values: { vars: {}, inputs: {}, secrets: { T: 'hunter22' } } })
    let attempt = 0
    const check = (request: HttpRequest) => start(step('work', { kind: 'check', run: request }), ++attempt).end
    const json = { '/state': 'paid', '/a~1b/0/~0': null, '/a~1b': [{ '~': null }] }
    expect(await check(get(url, { json, header: { 'X-Build': '^v2\\.' }, latencyMs: 60_000 }))).toMatchObject({ outcome: 'done' })
    expect(await check(get(`${url}/sick?token=\${secrets.T}`))).toMatchObject({
      outcome: 'failed',
      message: `GET ${url}/sick?token=[redacted]: expected status 200, got 503.`,
    })
    expect(await check(get(`${url}/moved`))).toMatchObject({ message: expect.stringContaining('expected status 200, got 302') })
    expect(await check(get(url, { json: { '/state': 'open', '/none': 1 } }))).toMatchObject({
      message: expect.stringContaining('expected "open" at /state, got "paid"; expected 1 at /none, got nothing'),
    })
    expect(await check(get(url, { header: { 'x-build': '^v3', etag: '.' } }))).toMatchObject({
      message: expect.stringContaining('expected the header x-build to match ^v3, got v2.1; expected a header etag, got none'),
    })
    expect(await check(get(url, { latencyMs: -1 }))).toMatchObject({ message: expect.stringContaining('expected an answer within -1 ms') })
    expect(await check(get(url.replace('//', '//user:pass@')))).toMatchObject({ outcome: 'done' })
  })

  test('of what is not there says so in plain words', async () => {
    const { start } = bench()
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.on('listening', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await start(command(get(`http://127.0.0.1:${port}/`)), 1).end).toMatchObject({ message: `GET http://127.0.0.1:${port}/: nobody listens on 127.0.0.1:${port} (connection refused).` })
    expect(await start(command(get('nonsense')), 2).end).toMatchObject({ message: expect.stringContaining('not an http or https address') })
    expect(await start(command(get('ftp://host/')), 3).end).toMatchObject({ message: expect.stringContaining('not an http or https address') })
  })

  test('reads a megabyte of an answer and no more', async () => {
    const url = await serve((_, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
      }
      response.on('drain', pour)
      pour()
    })
    const { run } = bench()
    const end = await run(command(get(url)))
    expect(end.outcome).toBe('done')
    expect(end.output?.bytes).toBeLessThan(1_100_000)
  })

  test('that repeats ends after so many passes in a row', async () => {
    let asked = 0
    const url = await serve((_, response) => response.writeHead([200, 500, 200, 200, 200][asked++] ?? 500).end())
    const { run, signals } = bench()
    const end = await run(step('work', { kind: 'check', run: get(url), repeat: { everyMs: 1, until: 3 } }))
    expect(end.outcome).toBe('done')
    expect(asked).toBe(5)
    expect(signals.flatMap((signal) => (signal.type === 'progress' ? [signal.done] : []))).toEqual([1, 0, 1, 2, 3])
  })

  test('that repeats and is stopped tells its last failure', async () => {
    const { start, heard, signals } = bench()
    const { attempt, end } = start(step('work', { kind: 'check', run: script('echo not yet; exit 1'), repeat: { everyMs: 1, until: 1 } }))
    await heard(() => signals.some((signal) => signal.type === 'progress'))
    attempt.stop()
    expect(await end).toMatchObject({ outcome: 'stopped', message: expect.stringContaining('Its last line: not yet') })
  })

  test('of a wait is asked until it passes', async () => {
    const { run } = bench()
    const until = { check: script('echo x >> tries; test $(wc -l < tries) -ge 3'), everyMs: 1 }
    expect(await run(step('work', { kind: 'wait', until }))).toMatchObject({ outcome: 'done' })
  })
})

describe('an announcement', () => {
  const announcement = step('work', { kind: 'announce', audience: 'partners', template: 'Release ${inputs.release} with ${secrets.S}' })
  const values = { vars: {}, inputs: { release: 'v2' }, secrets: { S: 'hunter22', HOOK: 'sesame' } }

  test('in a rehearsal is shown and not sent', async () => {
    const { run, signals } = bench({ values, audiences: { partners: { webhook: 'http://127.0.0.1:1/${secrets.HOOK}' } } })
    expect(await run(announcement)).toMatchObject({ outcome: 'done', told: 'Release v2 with [redacted]' })
    expect(signals).toMatchObject([{ type: 'announcement', audience: 'partners', text: 'Release v2 with [redacted]', sent: false }])
  })

  test('in a live run, or where comms are tested, is sent with its mode in words, and done when accepted', async () => {
    const got: { url: string | undefined; body: unknown }[] = []
    const url = await serve((request, response, body) => {
      got.push({ url: request.url, body: JSON.parse(body) })
      response.writeHead(got.length < 3 ? 204 : 500).end()
    })
    const audiences = { partners: { webhook: `${url}/\${secrets.HOOK}` } }
    const live = bench({ values, audiences, mode: 'live', about: { runbook: 'cutover' } })
    expect(await live.run(announcement)).toEqual({ outcome: 'done', told: 'Release v2 with [redacted]' })
    expect(live.signals).toMatchObject([{ sent: true }])
    expect((await bench({ values, audiences, comms: 'test' }).run(announcement)).outcome).toBe('done')
    expect(got).toMatchObject([
      { url: '/sesame', body: { text: '[LIVE] Release v2 with hunter22', mode: 'live', runbook: 'cutover', step: 'work' } },
      { url: '/sesame', body: { text: '[REHEARSAL] Release v2 with hunter22', mode: 'rehearsal' } },
    ])
    const refused = await bench({ values, audiences, mode: 'live' }).run(announcement)
    expect(refused).not.toHaveProperty('told')
    expect(refused).toMatchObject({ outcome: 'failed', message: `The announcement was not accepted. POST ${url}/[redacted]: expected status 2xx, got 500.` })
  })

  test('in a live run without a webhook fails: nobody would hear it', async () => {
    expect(await bench({ values, mode: 'live', audiences: { partners: {} } }).run(announcement)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('no webhook') })
  })
})

test('steps done by people are refused', () => {
  expect(() => bench().runner.start(work(step('work', { kind: 'manual', checklist: [], fields: [] })), () => undefined)).toThrow('nothing to run')
})

test('an execution beside the steps gives its text, redacted, and never rejects', async () => {
  const cwd = temporaryFolder()
  const values = { vars: {}, inputs: {}, secrets: { S: 'hunter22' } }
  const beside = (text: string) => runBeside(script(text), { folder: `${cwd}/identity`, options: { cwd, values, clock: systemClock() } }).ended
  expect(await beside('echo staging ${secrets.S}')).toMatchObject({ outcome: 'done', text: 'staging [redacted]\n' })
  expect(await beside('exit 2')).toMatchObject({ outcome: 'failed', exitCode: 2 })
  expect(await beside('${vars.NONE}')).toMatchObject({ outcome: 'failed', message: expect.stringContaining('NONE') })
})
