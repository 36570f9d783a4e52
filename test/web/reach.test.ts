/** Where a web host listens: beyond this machine only when told so in words, and only with a certificate. */
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { TOKEN_PREFIX, WIRE_PATH, WIRE_PROTOCOL } from '../../electron/contract/webRoad.ts'
import { reachOf, type ReachOptions } from '../../electron/web/reach.ts'
import { projectRoot } from '../law/scratch.ts'
import { handshake, site } from './support.ts'

const TLS = join(projectRoot, 'test/fixtures/tls')
const certFile = join(TLS, 'cert.pem')
const keyFile = join(TLS, 'key.pem')
const files = { certFile, keyFile }

describe('an address beyond this machine', () => {
  test('wants a certificate and its key', () => {
    for (const bind of ['0.0.0.0', '::', '192.0.2.7', '10.0.0.1', '2001:db8::1']) {
      expect(refusalOf({ bind }), bind).toMatchObject({ code: 'bad-input', hint: expect.stringContaining('--tls-cert') })
      expect(reachOf({ bind, ...files }), bind).toMatchObject({ bind, reach: 'network', tls: { cert: expect.stringContaining('BEGIN CERTIFICATE') } })
    }
  })

  test('is known by the names of the certificate, and by itself where it is one', () => {
    expect(reachOf({ bind: '0.0.0.0', ...files }).names).toEqual(['captain.example', '127.0.0.1', '[::1]'])
    expect(reachOf({ bind: '192.0.2.7', ...files }).names).toEqual(['captain.example', '127.0.0.1', '[::1]', '192.0.2.7'])
    expect(reachOf({ bind: '2001:DB8:0::1', ...files }).names.at(-1)).toBe('[2001:db8::1]')
  })

  test('that no name of the certificate leads to is refused', () => {
    expect(refusalOf({ bind: '0.0.0.0', certFile: join(TLS, 'wild-cert.pem'), keyFile: join(TLS, 'wild-key.pem') })).toMatchObject({ code: 'bad-input', message: expect.stringContaining('names no host') })
  })
})

describe('this machine', () => {
  test('is reached at 127.0.0.1 unless another of its own addresses is wanted', () => {
    expect(reachOf({}).names).toEqual(['127.0.0.1'])
    expect(reachOf({ bind: '127.0.0.5' })).toEqual({ bind: '127.0.0.5', names: ['127.0.0.5'], reach: 'this-machine' })
    expect(reachOf({ bind: '::1' }).names).toEqual(['[::1]'])
  })

  test('with a certificate is known by names that stay on it', () => {
    expect(reachOf(files)).toMatchObject({ reach: 'this-machine', names: ['127.0.0.1', '[::1]'] })
  })
})

test.for<[string, ReachOptions, string, RegExp]>([
  ['a name instead of an address', { bind: 'localhost' }, 'bad-input', /no address to listen on/],
  ['an empty address', { bind: '' }, 'bad-input', /no address to listen on/],
  ['a certificate without its key', { certFile }, 'bad-input', /belong together/],
  ['a key without its certificate', { bind: '0.0.0.0', keyFile }, 'bad-input', /belong together/],
  ['a file that is not there', { certFile: '/none.pem', keyFile }, 'unreadable-file', /\/none\.pem can't be read \(ENOENT\)/],
  ['a certificate that is none', { certFile: keyFile, keyFile }, 'unreadable-file', /key\.pem holds no certificate/],
  ['a key that is none', { certFile, keyFile: certFile }, 'unreadable-file', /cert\.pem holds no key/],
  ['the key of another certificate', { certFile, keyFile: join(TLS, 'wild-key.pem') }, 'bad-input', /not the one of the certificate/],
])('%s is refused in words', ([, options, code, message]) => {
  expect(refusalOf(options)).toMatchObject({ code, message: expect.stringMatching(message) })
})

test('with a certificate the page and its WebSocket come encrypted, and the page\'s origin says so', async () => {
  const its = await site(reachOf(files))
  expect(its.host.origin).toBe(`https://127.0.0.1:${its.port}`)
  expect(its.host.links.reach).toBe('this-machine')
  const ca = readFileSync(certFile)
  const status = await new Promise((resolve, reject) => get(`${its.host.origin}/`, { ca }, (response) => resolve(response.resume().statusCode)).on('error', reject))
  expect(status).toBe(200)
  const dialled = (origin: string): WebSocket => new WebSocket(`wss://${its.address}${WIRE_PATH}`, [WIRE_PROTOCOL, `${TOKEN_PREFIX}${its.tokens.captain}`], { ca, origin })
  expect(await handshake(dialled(`http://${its.address}`))).toBe(403)
  expect(await handshake(dialled(its.host.origin))).toBe(`open ${WIRE_PROTOCOL}`)
  await expect(fetch(`http://${its.address}/`)).rejects.toThrow()
})

function refusalOf(options: ReachOptions): unknown {
  try {
    return reachOf(options)
  } catch (error) {
    return error
  }
}
