/**
 * Puts groups together: phases from left to right, the street, branches below it. Inside of a group ELK has the say (interior.ts); here
 * everything moves as a whole, and lines between groups run over the street.
 */
import { waysOf } from './crossings.ts'
import { isLaned, type Interior, type Point } from './interior.ts'
import { insideLines, orderLines, wayLines } from './lines.ts'
import type { Machine } from './machine.ts'
import type { Picture, PlacedGroup } from './picture.ts'
import { placesOf, plus, stepsOf, type Placed } from './place.ts'
import { DOT, GAP, GROUP, STREET } from './sizes.ts'
import { tracksOf } from './street.ts'

/** Room for the name of an end. */
const END_WIDTH = 150

export function compose(machine: Machine, interiors: ReadonlyMap<string, Interior>): Picture {
  const places = placesOf(machine, interiors)
  const { phases, branches, mainRight, mainBottom } = places
  const ways = waysOf(machine, places, interiors)
  const { trackOf, count } = tracksOf(ways.map(({ id, sources, target }) => {
    const at = (side: string): number[] => [...sources, target].flatMap((end) => (end.side === side ? [end.x] : []))
    return { id, top: at('top'), bottom: at('bottom') }
  }))
  const down = mainBottom + STREET.margin * 2 + Math.max(0, count - 1) * STREET.track
  const shift = <P extends Point>(point: P): P => ({ ...point, y: point.y + down })
  const placed = [...phases, ...branches.map((one): Placed => ({ ...one, box: shift(one.box), content: shift(one.content) }))]

  const links = new Map(machine.links.map((link) => [link.id, link]))
  const start = { x: DOT, y: GROUP.head / 2 }
  const ends = machine.ends.map((end, index) => ({ end, x: mainRight + GAP.column, y: GROUP.head / 2 + index * DOT * 2 }))
  const endWidth = ends.length > 0 ? GAP.column + END_WIDTH : 0
  return {
    width: Math.max(mainRight + endWidth, ...placed.map(({ box }) => box.x + box.width)),
    height: Math.max(mainBottom, ways.length > 0 ? down : 0, ...placed.map(({ box }) => box.y + box.height)),
    main: { x: 0, y: 0, width: mainRight + endWidth, height: mainBottom },
    groups: placed.map((one) => placedGroup(one, machine)),
    steps: placed.flatMap(stepsOf),
    lines: [
      ...orderLines(phases, start, ends, machine.order),
      ...placed.flatMap((one) => insideLines(one, links, machine)),
      ...ways.flatMap((way) => wayLines(way, mainBottom + STREET.margin + (trackOf.get(way.id) ?? 0) * STREET.track, shift)),
    ],
    start,
    ends,
    gates: placed.flatMap(gatesOf),
  }
}

function placedGroup({ group, box, interior, content }: Placed, { rails }: Machine): PlacedGroup {
  const lanes = interior && isLaned(group) ? interior.lanes.map((lane) => ({ ...lane, ...plus(lane, content) })) : []
  return { group, box, open: interior !== undefined, lanes, rails: rails.filter((rail) => rail.group === group.id) }
}

/** Over the whole width of the group: everything in it crosses. */
function gatesOf(one: Placed): Picture['gates'] {
  return stepsOf(one).flatMap(({ step, box }) => {
    if (!step.pointOfNoReturn) return []
    const y = box.y - GAP.step / 2 - 2
    return [{ step: step.id, from: { x: one.box.x - 8, y }, to: { x: one.box.x + one.box.width + 8, y } }]
  })
}
