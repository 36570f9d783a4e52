/**
 * The street between phases and branches: every line from one group to another runs along it on a track of its own. Lines share a track
 * where their stretches don't touch (the left-edge algorithm: Hashimoto and Stevens 1971, "Wire routing by optimizing channel assignment").
 */

/** All that runs to one place: a way back has many sources. `top` ends come from phases, `bottom` ends from branches. */
export interface Net {
  readonly id: string
  readonly top: readonly number[]
  readonly bottom: readonly number[]
}

/** Between two stretches on one track, and between two upright lines. */
const APART = 14
const BESIDE = 5

/** The track of each net, from 0 at the top; and how many there are. The same for the same nets in the same order. */
export function tracksOf(nets: readonly Net[]): { readonly trackOf: ReadonlyMap<string, number>; readonly count: number } {
  const placed: { net: Net; from: number; to: number; track: number }[] = []
  for (const net of nets.toSorted((a, b) => leftOf(a) - leftOf(b))) {
    const [from, to] = [leftOf(net), rightOf(net)]
    const isFree = (track: number): boolean => placed.every((other) => other.track !== track || other.to + APART < from || other.from - APART > to)
    // Where an upright from above and one from below would meet, the one from above turns off first.
    const above = placed.filter((other) => meet(other.net.top, net.bottom)).map((other) => other.track + 1)
    const least = Math.max(0, ...above)
    let track = least
    while (!isFree(track)) track += 1
    placed.push({ net, from, to, track })
  }
  return { trackOf: new Map(placed.map(({ net, track }) => [net.id, track])), count: Math.max(0, ...placed.map(({ track }) => track + 1)) }
}

const leftOf = ({ top, bottom }: Net): number => Math.min(...top, ...bottom)
const rightOf = ({ top, bottom }: Net): number => Math.max(...top, ...bottom)
const meet = (some: readonly number[], others: readonly number[]): boolean => some.some((x) => others.some((other) => Math.abs(x - other) < BESIDE))
