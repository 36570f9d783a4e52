/** Points → the path of an SVG: straight stretches with small round corners, and a head where it arrives. */
import type { Point } from './interior.ts'

const CORNER = 6
const HEAD = 7

/** Ends a little before the last point, so that the head is not blunted. */
export function pathOf(points: readonly Point[], { arrow }: { readonly arrow: boolean }): string {
  const [first, ...rest] = points
  if (!first) return ''
  const parts = [`M${at(first)}`]
  for (const [index, point] of rest.entries()) {
    const [before, after] = [points[index] ?? first, rest[index + 1]]
    if (!after) {
      parts.push(`L${at(arrow ? towards(point, before, Math.min(HEAD - 2, length(point, before) / 2)) : point)}`)
      continue
    }
    const radius = Math.min(CORNER, length(before, point) / 2, length(point, after) / 2)
    parts.push(`L${at(towards(point, before, radius))}Q${at(point)} ${at(towards(point, after, radius))}`)
  }
  return parts.join('')
}

/** The head at the last point. */
export function headOf(points: readonly Point[]): string {
  const [tip, before] = [points.at(-1), points.at(-2)]
  if (!tip || !before) return ''
  const size = length(tip, before) || 1
  const [ux, uy] = [(tip.x - before.x) / size, (tip.y - before.y) / size]
  const base = { x: tip.x - ux * HEAD, y: tip.y - uy * HEAD }
  const half = HEAD * 0.55
  return `M${at(tip)}L${at({ x: base.x - uy * half, y: base.y + ux * half })}L${at({ x: base.x + uy * half, y: base.y - ux * half })}Z`
}

/** The point that lies `by` px from `from` on the way to `to`. */
export function towards(from: Point, to: Point, by: number): Point {
  const size = length(from, to) || 1
  return { x: from.x + ((to.x - from.x) / size) * by, y: from.y + ((to.y - from.y) / size) * by }
}

/** Half of the way along. */
export function middleOf(points: readonly Point[]): Point | undefined {
  const stretches = points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }))
  let left = stretches.reduce((sum, { from, to }) => sum + length(from, to), 0) / 2
  for (const { from, to } of stretches) {
    const size = length(from, to)
    if (size >= left) return towards(from, to, left)
    left -= size
  }
  return points[0]
}

function length(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
}
