/** What a place in the file is called in a sentence. */
import { find, str, type Path, type Tree } from './tree.ts'

const IN_MAP: Readonly<Record<string, string>> = { environments: 'an environment', roles: 'a role', components: 'a component', audiences: 'an audience' }
const IN_LIST: Readonly<Record<string, string>> = {
  phases: 'a phase',
  branches: 'a branch',
  inputs: 'an input',
  risks: 'a risk',
  readiness: 'a readiness item',
  injects: 'an inject',
  watches: 'a watch',
  fields: 'a field',
}

/** Is this the path of a step: an item of `steps`, or of a lane? */
export function isStepPath(path: Path): boolean {
  return typeof path.at(-1) === 'number' && (path.at(-2) === 'steps' || path.at(-3) === 'lanes')
}

/** "the runbook", "a `gate` step", "an environment", "`run`" … */
export function noun(root: Tree, path: Path): string {
  const [parent, last] = [path.at(-2), path.at(-1)]
  if (last === undefined) return 'a runbook'
  if (isStepPath(path)) {
    const kind = str(find(root, [...path, 'kind']))
    return kind === undefined ? 'a step' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} \`${kind}\` step`
  }
  if (typeof last === 'number') return IN_LIST[String(parent)] ?? `an item of \`${String(parent)}\``
  // Only at the top: a variable may well be called `roles`.
  return (path.length === 2 && IN_MAP[String(parent)]) || `\`${last}\``
}
