/** What is too short to be seen on a bar is told together with its neighbour: a run of thousands of steps has no thousands of parts. */

export interface Part {
  readonly from: number
  readonly to: number
}

/** Parts shorter than this share of the bar are less than two points wide on any screen. */
const SHORTEST = 1 / 1_000
const MOST_PARTS = 250

/** Neighbours of one kind, in the order of their start. `lengthMs`: of the whole bar. */
export function joinParts<P extends Part>(parts: readonly P[], lengthMs: number, isOneKind: (a: P, b: P) => boolean): P[] {
  let shortest = lengthMs * SHORTEST
  for (;;) {
    const joined = joinShort(parts, shortest, isOneKind)
    if (joined.length <= MOST_PARTS || shortest > lengthMs) return joined
    shortest *= 2
  }
}

function joinShort<P extends Part>(parts: readonly P[], shortest: number, isOneKind: (a: P, b: P) => boolean): P[] {
  const joined: P[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    const isShort = part.to - part.from < shortest || (last !== undefined && last.to - last.from < shortest)
    const isNear = last !== undefined && part.from - last.to < shortest && isOneKind(last, part)
    if (last && isShort && isNear) joined[joined.length - 1] = { ...last, from: Math.min(last.from, part.from), to: Math.max(last.to, part.to) }
    else joined.push(part)
  }
  return joined
}
