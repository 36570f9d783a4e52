/** How the benches measure: ours and a baseline by turns in the same process, so that a slow moment of the machine meets both. */

export interface Measured {
  readonly bench: string
  /** What one of `ours` and `baseline` is, in ms. */
  readonly per: string
  readonly against: string
  /** Medians over the rounds. */
  readonly oursMs: number
  readonly baselineMs: number
  /** Median of each round's ratio. */
  readonly ratio: number
  readonly rounds: number
  /** Of `oursMs` and `baselineMs`, where it is not time. */
  readonly unit?: 'MB' | 'nodes' | 'listeners'
}

type Work = () => number | Promise<number>

export interface Bench {
  readonly bench: string
  readonly per: string
  readonly against: string
  /** Default 5; one more, uncounted, comes first. */
  readonly rounds?: number
  /** Each does its work once and returns the ms that one of `per` took. */
  readonly ours: Work
  readonly baseline: Work
}

export async function measure({ bench, per, against, rounds = 5, ours, baseline }: Bench): Promise<Measured> {
  const pairs: { readonly ours: number; readonly baseline: number }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    // Who goes first takes turns too.
    const [first, second] = round % 2 === 0 ? [await ours(), await baseline()] : [await baseline(), await ours()]
    if (round > 0) pairs.push(round % 2 === 0 ? { ours: first, baseline: second } : { ours: second, baseline: first })
  }
  const of = (value: (pair: (typeof pairs)[number]) => number): number => median(pairs.map(value))
  return { bench, per, against, oursMs: of((pair) => pair.ours), baselineMs: of((pair) => pair.baseline), ratio: of((pair) => pair.ours / pair.baseline), rounds }
}

/** Ms for each of `count`. */
export function timed(count: number, work: () => void): number {
  const from = performance.now()
  work()
  return (performance.now() - from) / count
}

function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b)
  const middle = ascending.length / 2
  return ((ascending[Math.floor(middle)] ?? 0) + (ascending[Math.ceil(middle) - 1] ?? 0)) / 2
}
