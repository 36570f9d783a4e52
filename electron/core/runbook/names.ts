/** Everything in a file that has a name, and where each step stands. Works on any tree, however wrong its shape. */
import type { Tier } from './model.ts'
import { child, entries, items, str, type Tree } from './tree.ts'

/** Where a step stands: in a phase (in one of its lanes, or null), or in a branch. */
export type Place =
  | { readonly in: 'phase'; readonly phase: number; readonly lane: string | null; /** First of its phase in file order. */ readonly first: boolean }
  | { readonly in: 'branch'; readonly branch: string; readonly branchKind: string | undefined }

export interface StepNode {
  readonly id: string | undefined
  readonly kind: string | undefined
  readonly tree: Tree
  readonly place: Place
}

export interface Names {
  /** In file order: phases, then branches. */
  readonly steps: readonly StepNode[]
  /** The first step of each id. */
  readonly stepById: ReadonlyMap<string, StepNode>
  readonly branches: ReadonlyMap<string, Tree>
  readonly roles: ReadonlySet<string>
  readonly components: ReadonlyMap<string, Tier | undefined>
  readonly audiences: ReadonlySet<string>
  readonly environments: ReadonlyMap<string, Tree>
  readonly inputs: ReadonlySet<string>
}

/** Reads the names off a tree. */
export function namesOf(root: Tree): Names {
  const steps = [...phaseSteps(root), ...branchSteps(root)]
  const stepById = new Map<string, StepNode>()
  for (const step of steps) if (step.id !== undefined && !stepById.has(step.id)) stepById.set(step.id, step)
  const keys = (key: string): ReadonlySet<string> => new Set(entries(child(root, key)).map(([name]) => name))
  return {
    steps,
    stepById,
    branches: new Map(items(child(root, 'branches')).flatMap((tree) => named(tree, 'branch'))),
    roles: keys('roles'),
    components: new Map(entries(child(root, 'components')).map(([name, tree]) => [name, str(child(tree, 'tier')) as Tier | undefined])),
    audiences: keys('audiences'),
    environments: new Map(entries(child(root, 'environments'))),
    inputs: new Set(items(child(root, 'inputs')).flatMap((tree) => named(tree, 'id').map(([name]) => name))),
  }
}

function named(tree: Tree, key: string): [string, Tree][] {
  const name = str(child(tree, key))
  return name === undefined ? [] : [[name, tree]]
}

function node(tree: Tree, place: Place): StepNode {
  return { id: str(child(tree, 'step')), kind: str(child(tree, 'kind')), tree, place }
}

function* phaseSteps(root: Tree): Generator<StepNode> {
  for (const [phase, tree] of items(child(root, 'phases')).entries()) {
    let first = true
    const sequences: [string | null, readonly Tree[]][] = [[null, items(child(tree, 'steps'))], ...entries(child(tree, 'lanes')).map(([lane, list]): [string, readonly Tree[]] => [lane, items(list)])]
    for (const [lane, list] of sequences)
      for (const step of list) {
        yield node(step, { in: 'phase', phase, lane, first })
        first = false
      }
  }
}

function* branchSteps(root: Tree): Generator<StepNode> {
  for (const [index, tree] of items(child(root, 'branches')).entries()) {
    const place: Place = { in: 'branch', branch: str(child(tree, 'branch')) ?? `#${index}`, branchKind: str(child(tree, 'kind')) }
    for (const step of items(child(tree, 'steps'))) yield node(step, place)
  }
}
