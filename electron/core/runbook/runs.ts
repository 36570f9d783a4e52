/** Every `run:` in a file (also probes and checks inside other keys), and every text in which `${…}` is filled in. */
import { METHODS } from './schemaRun.ts'
import type { Names } from './names.ts'
import { child, entries, items, scalar, str, type Tree } from './tree.ts'

export interface RunNode {
  readonly tree: Tree
  /** It only ever runs in this environment. */
  readonly environment?: string
}

/** Every execution of the file. */
export function runsOf(root: Tree, names: Names): readonly RunNode[] {
  const trees = [
    ...names.steps.flatMap(({ tree }) => [child(tree, 'run'), child(tree, 'until'), child(tree, 'crossed-when'), child(child(tree, 'progress'), 'probe')]),
    ...items(child(root, 'watches')).map((watch) => child(watch, 'run')),
    ...[...names.branches.values()].map((branch) => child(child(branch, 'loses'), 'probe')),
  ]
  const runs: RunNode[] = trees.flatMap((tree) => (tree ? [{ tree }] : []))
  for (const [environment, tree] of names.environments)
    for (const key of ['identity', 'reset']) {
      const run = child(tree, key)
      if (run) runs.push({ tree: run, environment })
    }
  return runs
}

/** Is its command one shell text (`shell: true`)? */
export function isShell(run: Tree): boolean {
  return scalar(child(run, 'shell')) === true
}

/** The texts of a command: each argument, or the one text. */
export function commandTexts(run: Tree): readonly Tree[] {
  const command = child(run, 'command')
  return command?.type === 'scalar' ? [command] : items(command)
}

/** The other texts of a run in which `${…}` is filled in: environment values, URL, headers, body. */
export function otherTexts(run: Tree): readonly Tree[] {
  const http = child(run, 'http')
  const values = [...entries(child(run, 'env')), ...entries(child(http, 'headers'))].map(([, tree]) => tree)
  return [...values, ...[...METHODS, 'body'].flatMap((key) => child(http, key) ?? [])].filter((tree) => str(tree) !== undefined)
}
