/** The page as a folder of files: which of them an address means, for every host that serves it. */
import { extname, isAbsolute, join, normalize, relative, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  /** Absolute, inside the folder as far as names tell; it need not be there. */
  readonly file: string
  readonly type: string
  /** Its name changes with its content. */
  readonly hashed: boolean
}

/**
 * `path`: of the address, as it was sent, without query and fragment. Files lie at the top and in assets/; every other path is a screen
 * of the page, whose last part may be a runbook with an extension of its own. Undefined where it means nothing in this folder.
 */
export function pageFile(folder: string, path: string): PageFile | undefined {
  const plain = decode(path)
  if (plain === undefined || !plain.startsWith('/') || plain.includes('\0') || plain.includes('\\')) return undefined
  const parts = path.split('/').slice(1)
  const hashed = parts[0] === 'assets'
  if (!hashed && !(parts.length === 1 && parts[0]?.includes('.'))) return { file: join(folder, 'index.html'), type: TYPES['.html'] ?? '', hashed: false }
  // Parts that a URL parser would have taken out come back by decoding.
  if (plain.split('/').some((part) => part === '..' || part === '.')) return undefined
  const file = normalize(join(folder, plain))
  const type = TYPES[extname(file)]
  return type !== undefined && isInside(folder, file) ? { file, type, hashed } : undefined
}

/** Below it, not merely beginning like it. */
export function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
