/** Who gets in: the address, the page it came from, and the token of a link. */
import { describe, expect, test } from 'vitest'
import { ROLES } from '../../electron/contract/roles.ts'
import { CLOSE, TOKEN_PREFIX, WIRE_PROTOCOL } from '../../electron/contract/webRoad.ts'
import { HostFrame } from '../../electron/contract/wire.ts'
import { reachOf } from '../../electron/web/reach.ts'
import { createTokens, roleOf } from '../../electron/web/tokens.ts'
import { ask, closing, dial, handshake, site } from './support.ts'

describe('the Host', () => {
  test('must be the one of the links, to the letter: any other gets 421, for the page and for the WebSocket', async () => {
    const its = await site()
    const wrong = [`localhost:${its.port}`, `127.0.0.1:${its.port + 1}`, '127.0.0.1', `[::1]:${its.port}`, `127.0.0.1.:${its.port}`, `evil.example:${its.port}`, `user@127.0.0.1:${its.port}`, '']
    for (const host of wrong) {
      expect((await ask(its, '/', { host })).status, host).toBe(421)
      expect((await ask(its, '/assets/app-1a2b.js', { host })).status, host).toBe(421)
      if (host !== '') expect(await handshake(dial(its, { hostHeader: host, from: `http://${host}` })), host).toBe(421)
    }
    expect((await ask(its, '/', { host: null })).status).toBe(421)
    expect((await ask(its, '/')).status).toBe(200)
  })
})

describe('the Origin of a WebSocket', () => {
  test('must be this host\'s own page: missing, null and any other are refused before there is a WebSocket', async () => {
    const its = await site()
    const wrong = [null, 'null', `http://localhost:${its.port}`, `https://${its.address}`, `http://127.0.0.1:${its.port + 1}`, `http://${its.address}/`, 'file://', 'app://runthrough', 'https://evil.example', '']
    for (const from of wrong) expect(await handshake(dial(its, { from })), String(from)).toBe(403)
    expect(await handshake(dial(its))).toBe(`open ${WIRE_PROTOCOL}`)
    expect(its.steer.asked).toEqual([])
  })
})

describe('the token', () => {
  test('of each role opens a connection of that role, and is not said back', async () => {
    const its = await site()
    for (const role of ROLES) {
      const token = its.tokens[role] ?? ''
      const socket = dial(its, { token })
      const first = await new Promise<string>((resolve) => socket.on('message', (data: Buffer) => resolve(data.toString())))
      expect(HostFrame.parse(JSON.parse(first))).toMatchObject({ t: 'hello', role })
      expect(socket.protocol).toBe(WIRE_PROTOCOL)
    }
  })

  test('that is unknown gets not one frame, and the page is told that its link is of no use', async () => {
    const its = await site()
    const captain = its.tokens.captain ?? ''
    const wrong = ['', 'x', captain.slice(0, -1), `${captain}A`, captain.toUpperCase(), 'constructor', createTokens(['captain']).captain ?? '']
    for (const token of wrong) expect(await closing(dial(its, { protocols: [WIRE_PROTOCOL, ...(token === '' ? [] : [`${TOKEN_PREFIX}${token}`])] })), token).toMatchObject({ code: CLOSE.unknownLink, frames: [] })
    expect(await closing(dial(its, { protocols: [WIRE_PROTOCOL, captain] }))).toMatchObject({ code: CLOSE.unknownLink })
  })

  test('of a role that has no link is nobody\'s', async () => {
    const its = await site({ tokens: createTokens(['captain']) })
    expect(its.host.url('observer')).toBeUndefined()
    expect(its.host.links.links?.map(({ role }) => role)).toEqual(['captain'])
    for (const token of ['undefined', 'null', '']) expect(roleOf(its.tokens, token)).toBeUndefined()
  })

  test('stands in the fragment of a link, where no request carries it, and in no line of the log', async () => {
    const its = await site()
    for (const role of ROLES) {
      const { origin, pathname, search, hash } = new URL(its.host.url(role) ?? '')
      expect([origin, pathname, search, hash]).toEqual([its.host.origin, '/', '', `#token=${its.tokens[role]}`])
    }
    const used = dial(its)
    await handshake(used)
    used.close()
    await closing(dial(its, { token: createTokens(['captain']).captain ?? '' }))
    expect(its.logged.length).toBeGreaterThan(1)
    for (const token of Object.values(its.tokens)) expect(its.logged.join('\n')).not.toContain(token)
  })

  test('is 256 bits of chance, another one for each role and each time', () => {
    const all = [createTokens(ROLES), createTokens(ROLES)].flatMap((tokens) => Object.values(tokens))
    expect(new Set(all).size).toBe(8)
    for (const token of all) expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  })

  test('makes no cookie, whatever is asked', async () => {
    const its = await site()
    for (const path of ['/', '/assets/app-1a2b.js', '/none.js', '/wire']) expect((await ask(its, path)).headers['set-cookie'], path).toBeUndefined()
  })
})

describe('a host', () => {
  test('without any token, with a weak one, or with one for two roles does not start', async () => {
    await expect(site({ tokens: {} })).rejects.toThrow('without any token')
    await expect(site({ tokens: { captain: 'short' } })).rejects.toThrow('256 bits')
    const { captain = '' } = createTokens(['captain'])
    await expect(site({ tokens: { captain, observer: captain } })).rejects.toThrow('same token')
  })

  test('listens on 127.0.0.1 alone, on any free port', async () => {
    expect(reachOf({})).toEqual({ bind: '127.0.0.1', names: ['127.0.0.1'], reach: 'this-machine' })
    const [one, two] = [await site(), await site()]
    expect(one.port).toBeGreaterThan(0)
    expect(two.port).not.toBe(one.port)
    await expect(fetch(`http://127.0.0.2:${one.port}/`)).rejects.toThrow()
  })

  test('whose port is taken says so and names a way out', async () => {
    const { port } = await site()
    await expect(site({ port })).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('another program listens there'), hint: expect.stringContaining('--port') })
  })

  test('offers nothing but the one protocol at the one address', async () => {
    const its = await site()
    const token = `${TOKEN_PREFIX}${its.tokens.captain}`
    for (const protocols of [[], ['runthrough.0', token], [token, WIRE_PROTOCOL], [WIRE_PROTOCOL, token, 'more']]) expect(await handshake(dial(its, { protocols })), protocols.join()).toBe(400)
    for (const path of ['/', '/wire/', '/wire?x=1', '/other']) expect(await handshake(dial(its, { path })), path).toBe(404)
    expect((await ask(its, '/wire')).status).toBe(426)
  })
})
