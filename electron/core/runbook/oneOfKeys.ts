/** Exactly one of these keys. */
import type { Report } from './codes.ts'
import { listed } from './suggest.ts'
import { child, type Tree } from './tree.ts'

/** None is `missing-key`, a second one `wrong-type`. */
export function oneOfKeys(tree: Tree, keys: readonly string[], what: string, report: Report): void {
  const present = keys.flatMap((key) => child(tree, key) ?? [])
  if (present.length === 0) report('missing-key', tree.at, `${what} needs ${listed(keys)}`, `add one of ${listed(keys)}`)
  for (const extra of present.slice(1)) report('wrong-type', extra.keyAt ?? extra.at, `${what} takes only one of ${listed(keys)}`, 'remove all but one')
}
