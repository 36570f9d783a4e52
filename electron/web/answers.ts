/** Answers for the page's files: GET and HEAD, nothing but what lies in the page's folder, the policy on each. */
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PAGE_HEADERS } from '../contract/pageHeaders.ts'
import { isInside, pageFile, type PageFile } from '../node/pageFile.ts'

/** Hashed files may be kept for ever; the page itself is asked for each time, or it would look for files of an older build. */
const KEPT = 'public, max-age=31536000, immutable'
const LOOKED_AT = 'no-cache'
const NOT_KEPT = 'no-store'

/** `path`: of the address, as it was sent. */
export async function answerPage(folder: string, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' })
  const wanted = pageFile(folder, path)
  const found = wanted && (await look(folder, wanted))
  if (!wanted || !found) return refuse(response, 404, 'There is no such file in this version of Runthrough. Reload the page.')
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'content-type': wanted.type,
    'content-length': found.bytes,
    'cache-control': wanted.hashed ? KEPT : wanted.type.startsWith('text/html') ? NOT_KEPT : LOOKED_AT,
  })
  if (request.method === 'HEAD' || found.bytes === 0) response.end()
  else await pipeline(createReadStream(found.file, { end: found.bytes - 1 }), response)
}

/** A plain sentence for whoever looks at it in a browser. */
export function refuse(response: ServerResponse, status: number, text: string, more: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...PAGE_HEADERS, ...more, 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(text) + 1, 'cache-control': NOT_KEPT })
  response.end(response.req.method === 'HEAD' ? undefined : `${text}\n`)
}

/** For a connection that is no request, or no more: as short as it may be. */
export function refuseConnection(socket: Duplex, status: number): void {
  if (!socket.writable) return void socket.destroy()
  const headers = Object.entries({ ...PAGE_HEADERS, 'cache-control': NOT_KEPT, connection: 'close', 'content-length': '0' }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers.join('')}\r\n`)
}

/** Where links lead counts, not where they stand: one that leads out of the folder is no file of the page. */
async function look(folder: string, { file }: PageFile): Promise<{ readonly file: string; readonly bytes: number } | undefined> {
  try {
    const real = await realpath(file)
    const seen = await stat(real)
    return seen.isFile() && isInside(await realpath(folder), real) ? { file: real, bytes: seen.size } : undefined
  } catch {
    return undefined
  }
}
