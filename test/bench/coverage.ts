/** What a long history covers, each run of other bytes than today's and every transition taken in it, against reading that history from its rows. */
import { compile } from '../../electron/core/machine/compile.ts'
import { graph } from '../../electron/core/machine/graph.ts'
import { isTransition } from '../../electron/core/machine/ways.ts'
import { bookFacts } from '../../electron/core/rehearsal/bookFacts.ts'
import { coverage } from '../../electron/core/rehearsal/coverage.ts'
import type { PastWalk } from '../../electron/core/rehearsal/walk.ts'
import { parseRunbook } from '../../electron/core/runbook/parse.ts'
import { fileOf } from './books.ts'
import { measure, timed, type Measured } from './measure.ts'

const STEPS = 5_000
const RUNS = 50

export async function coverageBenches(): Promise<Measured[]> {
  const { runbook } = parseRunbook(fileOf(STEPS))
  if (!runbook) throw new Error('the large file is not clean')
  const compiled = compile(runbook)
  const drawn = graph(compiled)
  const facts = bookFacts(compiled, (content) => content)
  // Every 500th step was another one then.
  const old = { steps: facts.steps.map((fact, index) => (index % 500 === 0 ? { ...fact, content: 'another' } : fact)) }
  const edges = drawn.edges.filter(isTransition).map(({ from, to, event, kind }) => ({ from, to, event, kind, at: 1, by: null, answered: false }))
  const walks = Array.from({ length: RUNS }, (_, run): PastWalk => ({ edges, back: null, by: 'Maria', mode: 'rehearsal', environment: null, excluded: false, book: `${run}` }))
  const rows = walks.map((walk) => JSON.stringify(walk))
  return [
    await measure({
      bench: 'coverage, 5,000 steps × 50 runs',
      per: 'runbook',
      against: '`JSON.parse` of the walks',
      rounds: 3,
      ours: () => timed(1, () => coverage({ compiled, graph: drawn, book: 'today', facts, walks, factsOf: () => old, now: 2 })),
      baseline: () => timed(1, () => rows.map((row) => JSON.parse(row) as PastWalk)),
    }),
  ]
}
