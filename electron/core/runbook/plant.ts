/** A YAML document → a tree: aliases expanded and counted, keys made text, duplicate and dangerous keys refused. */
import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml'
import type { Report } from './codes.ts'
import { MAX_ALIAS_NODES, MAX_DEPTH } from './limits.ts'
import type { Position } from './model.ts'
import type { ScalarTree, Tree } from './tree.ts'

/** Keys that reach into an object's machinery in careless code. */
const DANGEROUS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Not a bug: unwinds from a bomb. */
export class TooLarge extends Error {
  readonly why: 'depth' | 'aliases' | 'errors'
  readonly at: Position
  constructor(why: 'depth' | 'aliases' | 'errors', at: Position) {
    super(why)
    this.why = why
    this.at = at
  }
}

/** Where we are: `pinned` is the place of the alias we came through, for all that it expands to. */
interface Here {
  readonly depth: number
  readonly pinned?: Position
}

/** Throws TooLarge for bombs. */
export function plant(document: Document.Parsed, place: (offset: number) => Position, report: Report): Tree {
  const anchors = new Map<string, Node>()
  const open = new Set<Node>()
  let expanded = 0

  const grow = (node: Node | null | undefined, here: Here, fallback: Position, keyAt?: Position): Tree => {
    const at = here.pinned ?? (node?.range ? place(node.range[0]) : fallback)
    const placed = keyAt ? { at, keyAt } : { at }
    if (here.depth > MAX_DEPTH) throw new TooLarge('depth', at)
    if (here.pinned && ++expanded > MAX_ALIAS_NODES) throw new TooLarge('aliases', at)
    if (isAlias(node)) return growAlias(node.source, here, at, keyAt)
    if (node?.anchor && !here.pinned) anchors.set(node.anchor, node)
    if (isScalar(node)) return { type: 'scalar', ...placed, ...scalarOf(node.value, node.source, at) }
    if (!isMap(node) && !isSeq(node)) return { type: 'scalar', ...placed, value: null, source: '' }
    open.add(node)
    const inner = { ...here, depth: here.depth + 1 }
    const tree: Tree = isSeq(node)
      ? { type: 'seq', ...placed, items: node.items.map((item) => grow(item as Node, inner, at)) }
      : { type: 'map', ...placed, entries: growEntries(node.items as Pair<Node, Node | null>[], inner, at) }
    open.delete(node)
    return tree
  }

  const growAlias = (name: string, here: Here, at: Position, keyAt?: Position): Tree => {
    const target = anchors.get(name)
    if (target && !open.has(target)) return grow(target, { depth: here.depth, pinned: at }, at, keyAt)
    report('yaml-syntax', at, target ? `\`*${name}\` refers to itself` : `\`*${name}\` refers to an anchor that is not there`, target ? 'write the value out' : `write \`&${name}\` before the value, above this line`)
    return { type: 'scalar', at, ...(keyAt && { keyAt }), value: null, source: '' }
  }

  const growEntries = (pairs: readonly Pair<Node, Node | null>[], here: Here, mapAt: Position): Map<string, Tree> => {
    const result = new Map<string, Tree>()
    for (const pair of pairs) {
      const keyAt = here.pinned ?? (pair.key?.range ? place(pair.key.range[0]) : mapAt)
      const key = keyOf(pair.key)
      const value = grow(pair.value, here, keyAt, keyAt)
      if (key === undefined) report('yaml-syntax', keyAt, 'a key must be plain text', 'put the key in quotes')
      else if (DANGEROUS.has(key)) report('unknown-key', keyAt, `\`${key}\` may not be a key`, 'choose another name')
      else if (result.has(key)) report('yaml-syntax', keyAt, `\`${key}\` is here twice`, 'remove one of the two; only one value can hold')
      else result.set(key, value)
    }
    return result
  }

  const scalarOf = (value: unknown, source: string | undefined, at: Position): Pick<ScalarTree, 'value' | 'source'> => {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      report('wrong-type', at, `${source ?? value} is not a number that can be used`, 'write a finite number, or put the text in quotes')
      return { value: 0, source: source ?? '' }
    }
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
      return { value, source: source ?? String(value ?? '') }
    return { value: String(value), source: source ?? String(value) }
  }

  return grow(document.contents as Node | null, { depth: 0 }, { line: 1, column: 1 })
}

function keyOf(key: Node | null): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}
