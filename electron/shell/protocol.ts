/** `app://runthrough/`: the only place that the window's page comes from. Its files are read here, and every answer carries the policy. */
import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { PAGE_HEADERS } from '../contract/pageHeaders.ts'
import { pageFile } from '../node/pageFile.ts'
import { pathOf, SCHEME } from './pageAddress.ts'

/** Before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** `bundle`: the built page, absolute. */
export function servePage(session: Session, bundle: string): void {
  session.protocol.handle(SCHEME, ({ url, method }) => answer(bundle, url, method))
}

async function answer(bundle: string, url: string, method: string): Promise<Response> {
  if (method !== 'GET') return refusal(405, { allow: 'GET' })
  const path = pathOf(url)
  const wanted = path === undefined ? undefined : pageFile(bundle, path)
  if (!wanted) return refusal(404)
  try {
    return new Response(await readFile(wanted.file), { headers: { ...PAGE_HEADERS, 'content-type': wanted.type, 'cache-control': 'no-cache' } })
  } catch {
    return refusal(404)
  }
}

function refusal(status: number, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...PAGE_HEADERS, ...more } })
}
