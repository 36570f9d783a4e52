/** Finds nesting that is too deep in YAML's token tree, with a stack of its own: what builds values recurses and would overflow. */
import type { CST } from 'yaml'
import { MAX_DEPTH } from './limits.ts'

/** The offset of the first collection nested deeper than the limit, or undefined. */
export function tooDeepAt(root: CST.Token): number | undefined {
  const stack: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }]
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { token, depth } = top
    if (token.type === 'document') {
      if (token.value) stack.push({ token: token.value, depth })
    } else if ('items' in token) {
      if (depth >= MAX_DEPTH) return token.offset
      for (const item of token.items) {
        if (item.key) stack.push({ token: item.key, depth: depth + 1 })
        if (item.value) stack.push({ token: item.value, depth: depth + 1 })
      }
    }
  }
  return undefined
}
