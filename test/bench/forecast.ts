/** The forecast anew, as after each event, against a bare loop that draws as many times and adds them up. */
import { forecast } from '../../electron/core/forecast/forecast.ts'
import { buildHistory } from '../../electron/core/forecast/history.ts'
import { compile } from '../../electron/core/machine/compile.ts'
import { createRandom } from '../../electron/core/random.ts'
import { past } from '../support/past.ts'
import { bookOf, stepsByLane } from './books.ts'
import { measure, timed, type Measured } from './measure.ts'

const STEPS = 1_000
const RUNS = 50
const DRAWS = 2_000
const SEED = 7

export async function forecastBenches(): Promise<Measured[]> {
  const compiled = compile(bookOf(STEPS, 10))
  const ids = stepsByLane(STEPS, 10).flat()
  const chance = createRandom(SEED)
  const runs = Array.from({ length: RUNS }, () => past(Object.fromEntries(ids.map((id) => [id, 60_000 * Math.exp(0.3 * (chance.next() + chance.next() - 1))]))))
  const history = buildHistory(compiled, runs)
  return [
    await measure({
      bench: 'forecast anew, 1,000 steps × 50 runs × 2,000 draws',
      per: 'forecast',
      against: 'draw and add',
      ours: () => timed(1, () => forecast({ compiled, history, seed: SEED, draws: DRAWS })),
      baseline: () => timed(1, () => drawAndAdd()),
    }),
  ]
}

/** Log-logistic times of one lane: no waiting for others, no quantiles, no way back. */
function drawAndAdd(): Float64Array {
  const { next } = createRandom(SEED)
  const totals = new Float64Array(DRAWS)
  for (let step = 0; step < STEPS; step += 1)
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const v = next()
      totals[draw] = (totals[draw] ?? 0) + Math.exp(11 + 0.1 * Math.log(v / (1 - v)))
    }
  return totals
}
