/** A runbook file in one go: read, compiled, checked. */
import { actionsOf } from '../runbook/actions.ts'
import { inFileOrder } from '../runbook/codes.ts'
import type { Diagnostic, Position, Runbook } from '../runbook/model.ts'
import { namesOf } from '../runbook/names.ts'
import { parseRunbook } from '../runbook/parse.ts'
import { child, items, str, type Tree } from '../runbook/tree.ts'
import { readYaml } from '../runbook/yaml.ts'
import { checkMachine } from './check.ts'
import type { Where } from './checks/findings.ts'
import { compile, type CompiledMachine } from './compile.ts'
import { figures, type Figures } from './graph.ts'
import { reach } from './reach.ts'

export interface Examined {
  /** The three are there where no diagnostic of the parser is an error. */
  readonly runbook?: Runbook
  readonly compiled?: CompiledMachine
  readonly figures?: Figures
  /** Everything, in file order. A runbook with an error among them must not be run. */
  readonly diagnostics: readonly Diagnostic[]
}

export function examine(text: string): Examined {
  const { runbook, diagnostics } = parseRunbook(text)
  if (!runbook) return { diagnostics }
  const compiled = compile(runbook)
  const reached = reach(compiled)
  const found = checkMachine(compiled, whereIn(text), reached)
  return { runbook, compiled, figures: figures(compiled, reached), diagnostics: [...diagnostics, ...found].sort(inFileOrder) }
}

/** Finds places that the model does not know. The file is read again only where a finding asks. */
function whereIn(text: string): Where {
  let read: { root: Tree | undefined; steps: ReadonlyMap<string, { readonly tree: Tree }> } | undefined
  const file = (): NonNullable<typeof read> => {
    if (!read) {
      const root = readYaml(text, () => undefined)
      read = { root, steps: root ? namesOf(root).stepById : new Map() }
    }
    return read
  }
  const treeOf = (id: string): Tree | undefined => file().steps.get(id)?.tree
  return {
    need: (step, need) => items(child(treeOf(step.id), 'needs')).find((tree) => str(tree) === need)?.at,
    action(step, branch): Position | undefined {
      const tree = treeOf(step.id)
      const action = tree && actionsOf(tree).find((one) => (branch === undefined ? one.word === 'rollback' : str(one.branch) === branch))
      return action?.tree.at
    },
    window: () => child(file().root, 'window')?.at,
  }
}
