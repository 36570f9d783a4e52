// The frame of a scratch service: JSON over HTTP on 127.0.0.1, a pid file, and an end by itself.
import { existsSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { places, writeJson } from './common.mjs'

const LONGEST_MS = 4 * 3_600_000 // a forgotten scratch service ends by itself

/** `answer(method, path, body)` gives `{ status, body }`; body is text both ways. */
export function serve({ service, work, port, facts, answer }) {
  const at = places(work)
  const server = createServer(async (request, response) => {
    let result
    try {
      let body = ''
      for await (const chunk of request.setEncoding('utf8')) if ((body += chunk).length > 1_000_000) throw new Error('body too large')
      result =
        request.method === 'GET' && request.url === '/health'
          ? json(200, { service, work: at.folder, pid: process.pid, port, ...facts?.() })
          : await answer(request.method, request.url, body)
    } catch (error) {
      console.error(`${request.method} ${request.url}: ${error.stack}`)
      result = json(500, { error: error.message })
    }
    response.writeHead(result.status, { 'content-type': 'application/json' })
    response.end(result.body)
  })
  server.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  server.listen(port, '127.0.0.1', () => writeJson(at.pid(service), { pid: process.pid, port }))
  const quit = () => {
    rmSync(at.pid(service), { force: true })
    process.exit(0)
  }
  process.on('SIGTERM', quit)
  process.on('SIGINT', quit)
  setTimeout(quit, LONGEST_MS)
  // The work folder was thrown away: nobody can want this service any more.
  server.once('listening', () => setInterval(() => existsSync(at.pid(service)) || process.exit(0), 1_000))
}

export const json = (status, value) => ({ status, body: JSON.stringify(value) })
