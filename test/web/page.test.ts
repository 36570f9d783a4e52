/** The page's files: which there are, what each answer says besides, and that nothing else is given out. */
import { connect } from 'node:net'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask, SCRIPT, site, type Site } from './support.ts'

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

describe('every answer', () => {
  test('carries the policy and its companions, also one that refuses', async () => {
    const its = await site()
    const answers = [
      await ask(its, '/'),
      await ask(its, '/assets/app-1a2b.js'),
      await ask(its, '/none.js'),
      await ask(its, '/wire'),
      await ask(its, '/', { method: 'POST' }),
      await ask(its, '/', { host: 'evil.example' }),
      await ask(its, 'http://evil.example/'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 426, 405, 421, 400])
    for (const { headers } of answers)
      expect(headers).toMatchObject({
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
  })

  test('to what is no request at all carries it, too, and ends the connection', async () => {
    const its = await site()
    for (const text of ['hello?\r\n\r\n', `GET / HTTP/1.1\r\nhost: ${its.address}\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, `GET /wire HTTP/1.1\r\nhost: ${its.address}\r\norigin: ${its.host.origin}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-protocol: runthrough.1\r\n\r\n`]) {
      const answer = await raw(its, text)
      expect(answer.slice(0, 12)).toBe('HTTP/1.1 400')
      expect(answer).toContain(`content-security-policy: ${POLICY}`)
    }
  })
})

describe('a file', () => {
  test('has the type that it is, and its length', async () => {
    const its = await site()
    const types = { '/': 'text/html; charset=utf-8', '/index.html': 'text/html; charset=utf-8', '/icon.svg': 'image/svg+xml', '/assets/app-1a2b.js': 'text/javascript; charset=utf-8', '/assets/app-1a2b.css': 'text/css; charset=utf-8', '/assets/sans-1a2b.woff2': 'font/woff2' }
    for (const [path, type] of Object.entries(types)) {
      const { status, headers, text } = await ask(its, path)
      expect([status, headers['content-type'], headers['content-length']], path).toEqual([200, type, String(Buffer.byteLength(text))])
    }
    expect((await ask(its, '/assets/app-1a2b.js')).text).toBe(SCRIPT)
  })

  test('is kept for ever where its name says its content, and the page itself is kept nowhere', async () => {
    const its = await site()
    const kept = async (path: string): Promise<string | undefined> => (await ask(its, path)).headers['cache-control']
    expect(await kept('/assets/app-1a2b.js')).toBe('public, max-age=31536000, immutable')
    expect(await kept('/icon.svg')).toBe('no-cache')
    for (const path of ['/', '/index.html', '/settings', '/none.js', '/wire']) expect(await kept(path), path).toBe('no-store')
  })

  test('is answered to HEAD as to GET, without its text', async () => {
    const its = await site()
    const [head, get] = [await ask(its, '/assets/app-1a2b.js', { method: 'HEAD' }), await ask(its, '/assets/app-1a2b.js')]
    expect([head.status, head.text]).toEqual([200, ''])
    for (const name of ['content-type', 'content-length', 'cache-control', 'content-security-policy']) expect(head.headers[name], name).toBe(get.headers[name])
    expect(await ask(its, '/none.js', { method: 'HEAD' })).toMatchObject({ status: 404, text: '' })
  })

  test('is given for GET and HEAD alone', async () => {
    const its = await site()
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) expect(await ask(its, '/', { method }), method).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  test('outside the page\'s folder is none, by whatever way it is asked for', async () => {
    const its = await site()
    symlinkSync(join(its.pageFolder, '../secret.js'), join(its.pageFolder, 'assets/way-out.js'))
    mkdirSync(join(its.pageFolder, 'assets/folder.js'))
    const ways = [
      '/../secret.js', '/assets/../../secret.js', '/%2e%2e/secret.js', '/assets/%2e%2e/%2e%2e/secret.js', '/assets/..%2f..%2fsecret.js', '/..%2fsecret.js', '/assets/..%5c..%5csecret.js', '/..\\secret.js', '/%2e%2e%2fpage-beside/secret.js',
      '/assets/../../page-beside/secret.js', '/assets/way-out.js', '/assets//etc/passwd', '//etc/passwd.js', '/assets/%00.js', '/assets/app-1a2b.js%00.css', '/assets/%', '/assets/./app-1a2b.js', '/assets/', '/assets', '/assets/notes.exe', '/.env', '/assets/%252e%252e/secret.js',
    ]
    for (const path of ways) {
      const { status, text } = await ask(its, path)
      expect(text, path).not.toContain('secret')
      expect([200, 404], path).toContain(status)
      if (status === 200) expect(text, path).toContain('<title>Runthrough</title>')
    }
    for (const path of ['/assets/way-out.js', '/assets/folder.js', '/assets/', '/assets/notes.exe', '/assets/%2e%2e/index.html', '/.env']) expect((await ask(its, path)).status, path).toBe(404)
  })
})

test('every screen has an address: the page answers to it, also to one that ends like a file', async () => {
  const its = await site()
  for (const path of ['/', '/settings', '/run/r-20261123-0712-7f3a', '/run/r-1/war-room', `/plan/${encodeURIComponent('/books/release.yaml')}`, '/new/release.yaml', '/settings?from=menu', '/a/b/c/d'])
    expect(await ask(its, path), path).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text: expect.stringContaining('<title>Runthrough</title>') })
})

/** Everything that comes until the host ends the connection. */
function raw({ port }: Site, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('utf8').on('data', (chunk: string) => (got += chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(got))
  })
}
