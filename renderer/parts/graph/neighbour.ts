/** The arrow keys: which of the things in a picture lies next in a direction. */
import type { Box } from './interior.ts'

export type Direction = 'up' | 'down' | 'left' | 'right'

export interface Spot {
  readonly id: string
  readonly box: Box
}

/** The nearest one that begins beyond `from` in that direction: what is straight ahead counts before what lies askew. Null at the edge. */
export function neighbour(spots: readonly Spot[], from: string, direction: Direction): string | null {
  const here = spots.find(({ id }) => id === from)
  if (!here) return spots[0]?.id ?? null
  let best: { id: string; cost: number } | null = null
  for (const { id, box } of spots) {
    if (id === from) continue
    const [ahead, aside] = distance(here.box, box, direction)
    if (ahead <= 0) continue
    const cost = ahead + aside * 3
    if (!best || cost < best.cost) best = { id, cost }
  }
  return best?.id ?? null
}

/** Between the middles: along the direction, and across it. */
function distance(from: Box, to: Box, direction: Direction): [ahead: number, aside: number] {
  const dx = to.x + to.width / 2 - from.x - from.width / 2
  const dy = to.y + to.height / 2 - from.y - from.height / 2
  switch (direction) {
    case 'up':
      return [-dy, Math.abs(dx)]
    case 'down':
      return [dy, Math.abs(dx)]
    case 'left':
      return [-dx, Math.abs(dy)]
    case 'right':
      return [dx, Math.abs(dy)]
  }
}
