/** A YAML file as data in which every value and key knows its place. */
import type { Json } from '../ports.ts'
import type { Position } from './model.ts'

interface Placed {
  readonly at: Position
  /** Where its key stands, for a value of a map. */
  readonly keyAt?: Position
}
export interface ScalarTree extends Placed {
  readonly type: 'scalar'
  readonly value: null | boolean | number | string
  /** As written, so that `1.0` in an argument stays `1.0`. */
  readonly source: string
}
export interface SeqTree extends Placed {
  readonly type: 'seq'
  readonly items: readonly Tree[]
}
export interface MapTree extends Placed {
  readonly type: 'map'
  readonly entries: ReadonlyMap<string, Tree>
}
export type Tree = ScalarTree | SeqTree | MapTree
export type Path = readonly (string | number)[]

/** The value under a key (map) or index (list), or undefined. */
export function child(tree: Tree | undefined, key: string | number): Tree | undefined {
  if (tree?.type === 'map') return tree.entries.get(String(key))
  return tree?.type === 'seq' ? tree.items[Number(key)] : undefined
}

/** The value at a path, or undefined. */
export function find(tree: Tree | undefined, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>(child, tree)
}

/** The items of a list; nothing for anything else. */
export function items(tree: Tree | undefined): readonly Tree[] {
  return tree?.type === 'seq' ? tree.items : []
}

/** Keys and values of a map; nothing for anything else. */
export function entries(tree: Tree | undefined): readonly (readonly [string, Tree])[] {
  return tree?.type === 'map' ? [...tree.entries] : []
}

/** The text of a string scalar, else undefined. */
export function str(tree: Tree | undefined): string | undefined {
  return tree?.type === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined
}

/** The text of any scalar but null, as written; else undefined. */
export function text(tree: Tree | undefined): string | undefined {
  if (tree?.type !== 'scalar' || tree.value === null) return undefined
  return typeof tree.value === 'string' ? tree.value : tree.source
}

/** The value of a scalar, else undefined. */
export function scalar(tree: Tree | undefined): null | boolean | number | string | undefined {
  return tree?.type === 'scalar' ? tree.value : undefined
}

/** The bare data. Safe: a tree holds no `__proto__` and no cycles. */
export function plain(tree: Tree): Json {
  if (tree.type === 'scalar') return tree.value
  if (tree.type === 'seq') return tree.items.map(plain)
  return Object.fromEntries([...tree.entries].map(([key, value]) => [key, plain(value)]))
}
