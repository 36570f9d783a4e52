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

/** Whole ms. At least one value. */
export function quantilesOf(values: ArrayLike<number>): Quantiles {
  const ascending = sorted(values)
  const at = (share: number): number => Math.round(quantile(ascending, share))
  return { p10Ms: at(0.1), p50Ms: at(0.5), p80Ms: at(0.8), p90Ms: at(0.9) }
}
