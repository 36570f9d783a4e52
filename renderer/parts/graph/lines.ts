/** Everything that is drawn as a line, from groups that have their places. */
import { least } from '../coverage/coverageWords.ts'
import type { Point } from './interior.ts'
import { isLaned } from './interior.ts'
import type { Link, Machine } from './machine.ts'
import type { Line, Picture } from './picture.ts'
import { plus, railIndex, railX, type Placed } from './place.ts'
import type { End, Way } from './crossings.ts'
import { DOT, GAP, GROUP } from './sizes.ts'

/** Between groups; `y` is that of the way's track, `shift` moves what belongs to branches to its place. */
export function wayLines({ id, link, sources, target }: Way, y: number, shift: (point: Point) => Point): Line[] {
  const placed = ({ side, points }: End): readonly Point[] => (side === 'bottom' ? points.map(shift) : points)
  const arrival = [{ x: target.x, y }, ...placed(target).toReversed()]
  const whole = (source: End): readonly Point[] => tidy([...placed(source), { x: source.x, y }, ...arrival])
  if (link) {
    const [source] = sources
    if (!source) return []
    const [left, right] = source.x < target.x ? [source.x, target.x] : [target.x, source.x]
    const label = link.label === null || right - left < 40 ? null : { text: link.label, x: left + 6, y: y - 4 }
    const points = whole(source)
    return [{ id, kind: link.kind, points, own: points, label, of: [link.from, link.to], ends: [link.from, link.to], arrow: true, unproven: false, coverage: link.coverage }]
  }
  const far = sources.toSorted((a, b) => Math.abs(b.x - target.x) - Math.abs(a.x - target.x))
  return far.map((source, index): Line => {
    const { rails } = source
    const ends = rails.slice(0, 1).flatMap((rail) => [rail.branch, rail.to])
    // The farthest of each side draws the track, the farthest of all the arrival: strokes that lie on each other would close each other's gaps.
    const joins = far.slice(0, index).some((other) => Math.sign(other.x - target.x) === Math.sign(source.x - target.x))
    const down = [...placed(source), { x: source.x, y }]
    const points = whole(source)
    const own = index === 0 ? points : tidy(joins ? down : [...down, { x: target.x, y }])
    return { id: `${id}:${source.x}`, kind: 'back', points, own, label: null, of: [...rails.flatMap((rail) => [rail.group, ...rail.steps]), ...ends], ends, arrow: true, unproven: rails.every(({ evidence }) => evidence === 'never'), coverage: least(rails.map(({ coverage }) => coverage)) }
  })
}

/** Inside of a group. */
export function insideLines(one: Placed, links: ReadonlyMap<string, Link>, { rails }: Machine): Line[] {
  const { interior, content, group } = one
  if (!interior) return []
  const lines = [...interior.lines].map(([id, { points, label }]): Line => {
    const link = links.get(id)
    const walked = points.map((point) => plus(point, content))
    return {
      id,
      kind: link?.kind ?? 'next',
      points: walked,
      own: walked,
      label: label && link?.label ? { text: link.label, x: label.x + content.x + 4, y: label.y + content.y + 11 } : null,
      of: link ? [link.from, link.to] : [],
      ends: link ? [link.from, link.to] : [],
      arrow: true,
      unproven: false,
      coverage: link?.coverage ?? null,
    }
  })
  const crossing = new Set(group.lanes.flatMap((lane) => lane.steps).flatMap(({ id, pointOfNoReturn }) => (pointOfNoReturn ? [id] : [])))
  // From the rail to each step that it stands for; in lanes it stands for all of them.
  const marks = isLaned(group) ? [] : rails.filter((rail) => rail.group === group.id).flatMap((rail) =>
    rail.steps.flatMap((step): Line[] => {
      const box = interior.steps.get(step)
      // The gate before a point of no return is where the way back ends.
      if (!box || crossing.has(step)) return []
      const y = content.y + box.y + box.height / 2
      const mark = [{ x: railX(one, railIndex(one, rail.to)), y }, { x: content.x + box.x, y }]
      return [{ id: `${rail.id}:${step}`, kind: 'rail', points: mark, own: mark, label: null, of: [step, rail.branch, rail.to], ends: [], arrow: false, unproven: rail.evidence === 'never', coverage: rail.coverage }]
    }),
  )
  return [...lines, ...marks]
}

/** From the start over the phases to the ends. */
export function orderLines(phases: readonly Placed[], start: Point, ends: Picture['ends'], order: Machine['order']): Line[] {
  const head = ({ box }: Placed): number => box.y + GROUP.head / 2
  const line = (id: string, kind: 'order' | 'end', points: readonly Point[], of: readonly string[], to: string): Line => ({ id, kind, points: tidy(points), own: tidy(points), label: null, of, ends: [], arrow: true, unproven: false, coverage: order.get(to) ?? null })
  const [first, last] = [phases[0], phases.at(-1)]
  if (!first || !last) return []
  const between = phases.slice(1).map((to, index): Line => {
    const from = phases[index] ?? first
    const id = `order:${to.group.id}`
    const of = [from.group.id, to.group.id]
    if (from.column === to.column) {
      const x = from.box.x + from.box.width / 2
      return line(id, 'order', [{ x, y: from.box.y + from.box.height }, { x, y: to.box.y }], of, to.group.id)
    }
    const turn = to.x - GAP.column / 2
    return line(id, 'order', [{ x: from.box.x + from.box.width, y: head(from) }, { x: turn, y: head(from) }, { x: turn, y: head(to) }, { x: to.box.x, y: head(to) }], of, to.group.id)
  })
  const turn = last.x + last.column.width + GAP.column / 2
  return [
    line('order:start', 'order', [{ x: start.x + DOT / 2, y: start.y }, { x: first.box.x, y: head(first) }], [first.group.id], first.group.id),
    ...between,
    ...ends.map(({ end, x, y }) => line(`end:${end}`, 'end', [{ x: last.box.x + last.box.width, y: head(last) }, { x: turn, y: head(last) }, { x: turn, y }, { x: x - DOT / 2, y }], [last.group.id], end)),
  ]
}

/** Without points that lie on the way anyhow. */
function tidy(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    if (before && before.x === point.x && before.y === point.y) return false
    return !before || !after || !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
  })
}
