/** Order statistics: quantiles and the weighted median. */

/** Sorted copy. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort()
}

/** Quantile of values that are sorted and at least one; linear between order statistics (type 7 of Hyndman & Fan 1996). `share` 0…1. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = share * (ascending.length - 1)
  const below = ascending[Math.floor(at)] ?? 0
  const above = ascending[Math.ceil(at)] ?? below
  // In this form two equal neighbours give themselves, to the last bit.
  return below + (above - below) * (at - Math.floor(at))
}

/** The smallest value at which the values up to it hold half of all weight. At least one value. */
export function weightedMedian(values: readonly { readonly value: number; readonly weight: number }[]): number {
  const ascending = [...values].sort((a, b) => a.value - b.value)
  const half = ascending.reduce((total, { weight }) => total + weight, 0) / 2
  let reached = 0
  for (const { value, weight } of ascending) {
    reached += weight
    if (reached >= half) return value
  }
  return ascending.at(-1)?.value ?? 0
}

export interface Quantiles {
  readonly p10Ms: number
  readonly p50Ms: number
  readonly p80Ms: number
  readonly p90Ms: number
}

const SHARES = [0.1, 0.5, 0.8, 0.9] as const

/** Whole ms. At least one value. Thousands of them are wanted with each forecast: the values are only put in order as far as they are asked for. */
export function quantilesOf(values: ArrayLike<number>): Quantiles {
  const own = Float64Array.from(values)
  const last = own.length - 1
  let from = 0
  const [p10Ms = 0, p50Ms = 0, p80Ms = 0, p90Ms = 0] = SHARES.map((share) => {
    const below = Math.floor(share * last)
    const above = Math.ceil(share * last)
    select(own, below, from)
    if (above > below) select(own, above, below + 1)
    from = above
    return Math.round(quantile(own, share))
  })
  return { p10Ms, p50Ms, p80Ms, p90Ms }
}

/** Puts the value that belongs at `place` there, none larger before it, none smaller behind it; those before `from` stand right already. (Hoare 1961, Algorithm 65: FIND.) */
function select(values: Float64Array, place: number, from: number): void {
  let left = from
  let right = values.length - 1
  while (left < right) {
    const pivot = values[place] ?? 0
    let up = left
    let down = right
    while (up <= down) {
      while ((values[up] ?? 0) < pivot) up += 1
      while ((values[down] ?? 0) > pivot) down -= 1
      if (up > down) break
      const value = values[up] ?? 0
      values[up] = values[down] ?? 0
      values[down] = value
      up += 1
      down -= 1
    }
    if (down < place) left = up
    if (up > place) right = down
  }
}
