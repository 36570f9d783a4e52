/** Ids are unique: steps, phases and branches among each other (history and events name them bare), every other list for itself. */
import type { Report } from './codes.ts'
import type { Names } from './names.ts'
import { child, items, str, type Tree } from './tree.ts'

/** Reports `duplicate-id`. */
export function checkIds(root: Tree, names: Names, report: Report): void {
  const main = new Map<string, string>()
  const claim = (tree: Tree | undefined, what: string): void => claimIn(main, tree, what, report)
  for (const phase of items(child(root, 'phases'))) claim(child(phase, 'phase'), 'phase')
  for (const branch of items(child(root, 'branches'))) claim(child(branch, 'branch'), 'branch')
  for (const { tree } of names.steps) claim(child(tree, 'step'), 'step')

  const lists: readonly [string, string, string][] = [['inputs', 'id', 'input'], ['risks', 'id', 'risk'], ['readiness', 'id', 'readiness item'], ['injects', 'id', 'inject'], ['watches', 'watch', 'watch']]
  for (const [list, key, what] of lists) claimAll(items(child(root, list)), key, what, report)

  const former = new Map(main)
  for (const { tree } of names.steps) {
    claimAll(items(child(tree, 'fields')), 'id', 'field', report)
    for (const was of items(child(tree, 'was'))) claimIn(former, was, 'former name', report)
  }
}

function claimAll(list: readonly Tree[], key: string, what: string, report: Report): void {
  const taken = new Map<string, string>()
  for (const item of list) claimIn(taken, child(item, key), what, report)
}

function claimIn(taken: Map<string, string>, tree: Tree | undefined, what: string, report: Report): void {
  const id = str(tree)
  if (!tree || id === undefined) return
  const other = taken.get(id)
  if (other === undefined) taken.set(id, `a ${what} in line ${tree.at.line}`)
  else report('duplicate-id', tree.at, `the id \`${id}\` is taken by ${other}`, 'give one of the two another id')
}
