/** JSON pointers, RFC 6901. */
import type { Json } from '../../core/ports.ts'

/** What stands at `pointer` ('' is the whole document); undefined where nothing does. */
export function atPointer(document: Json, pointer: string): Json | undefined {
  if (pointer === '') return document
  if (!pointer.startsWith('/')) return undefined
  let here: Json | undefined = document
  for (const escaped of pointer.slice(1).split('/')) {
    const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(here)) here = /^(0|[1-9]\d*)$/.test(key) ? (here as readonly Json[])[Number(key)] : undefined
    else if (typeof here === 'object' && here !== null && Object.hasOwn(here, key)) here = (here as Record<string, Json>)[key]
    else return undefined
  }
  return here
}
