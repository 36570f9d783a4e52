/** Every action a step may take, as it stands in the file: `on:` entries (also the `then` of a retry) and a decision's outcomes. */
import { child, entries, str, type Tree } from './tree.ts'

export interface ActionNode {
  /** `failure`, `timeout`, `no-go`, `expired`, or `outcome`. */
  readonly on: string
  readonly tree: Tree
  readonly word: string | undefined
  readonly goto: Tree | undefined
  readonly branch: Tree | undefined
}

/** The actions of one step. A retry counts as the action it ends in. */
export function actionsOf(step: Tree): readonly ActionNode[] {
  const on = entries(child(step, 'on')).filter(([key]) => key !== 'rollback')
  const outcomes = entries(child(step, 'outcomes')).map(([, tree]) => ['outcome', tree] as const)
  return [...on, ...outcomes].flatMap(([key, tree]) => {
    const then = child(tree, 'then')
    return then ? [actionNode(key, tree), actionNode(key, then)] : [actionNode(key, tree)]
  })
}

function actionNode(on: string, tree: Tree): ActionNode {
  return { on, tree, word: str(tree), goto: child(tree, 'goto'), branch: child(tree, 'branch') }
}
