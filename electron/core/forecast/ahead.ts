/** What is still to be walked: the branch that was entered, and the main path where the branch comes back to it. */
import type { CompiledMachine } from '../machine/compile.ts'
import { branchPath, mainPath, type Node } from './path.ts'
import { latest, walk, type Ground, type Walked } from './walk.ts'

export interface Ahead {
  readonly branch: readonly Walked[]
  readonly main: readonly Walked[]
}

export function ahead(compiled: CompiledMachine, ground: Ground): Ahead {
  const { layout } = compiled
  const { stand } = ground
  const base = new Float64Array(ground.chance.draws).fill(stand.now)
  const settled = (path: readonly Node[]): Node[] => path.filter(({ place }) => stand.of(place).is === 'settled').map((node) => ({ ...node, after: [] }))
  if (stand.over) return { branch: stand.branch ? walk(ground, settled(branchPath(layout, stand.branch)), base) : [], main: walk(ground, settled(mainPath(layout)), base) }
  if (!stand.branch) return { branch: [], main: walk(ground, mainPath(layout), base) }
  const after = (walked: readonly Walked[]): Float64Array | null => latest(ground.chance.draws, [base, ...walked.map((one) => one.ends)])
  const branch = walk(ground, branchPath(layout, stand.branch), after(awaited(compiled, ground)))
  if (!('resume' in stand.branch.ends)) return { branch, main: [] }
  return { branch, main: walk(ground, mainPath(layout), after(branch)) }
}

/** Rule 3: what runs outside of the branch, and ends before the branch's first step starts. What is stopped takes no time here. */
export function awaited({ layout }: CompiledMachine, ground: Ground): Walked[] {
  const { branch, of, now } = ground.stand
  const stops = branch?.kind === 'rollback'
  const running = layout.places.filter((place) => place.branch?.id !== branch?.id && of(place).is === 'running' && !(stops && place.step.onRollback === 'stop'))
  return walk(ground, running.map((place) => ({ place, after: [] })), new Float64Array(ground.chance.draws).fill(now))
}
