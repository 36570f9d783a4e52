/** Where each group stands: the phases in a row, the branches in a row below it, both at the top of what is theirs. */
import { branchColumns, phaseColumns, type Column, type ColumnContent } from './columns.ts'
import type { Box, Interior, Point } from './interior.ts'
import type { Group, Machine, Rail } from './machine.ts'
import type { PlacedStep } from './picture.ts'
import { DOT, GAP, GROUP } from './sizes.ts'

export interface Placed {
  readonly group: Group
  readonly column: Column
  /** Of the column. */
  readonly x: number
  readonly box: Box
  /** The interior's upper left corner. */
  readonly content: Point
  /** Undefined where the group is closed. */
  readonly interior: Interior | undefined
}

export interface Places {
  readonly phases: readonly Placed[]
  /** Still at the top: they move down when the street's height is known. */
  readonly branches: readonly Placed[]
  readonly of: ReadonlyMap<string, Placed>
  readonly mainRight: number
  readonly mainBottom: number
}

export function placesOf(machine: Machine, interiors: ReadonlyMap<string, Interior>): Places {
  const { links, groupOf } = machine
  const across = links.filter(({ from, to }) => groupOf.get(from) !== groupOf.get(to))
  const content: ColumnContent = {
    interiorOf: (group) => interiors.get(group.id),
    crossingsOf: (group) => across.filter(({ from, to }) => groupOf.get(from) === group || groupOf.get(to) === group).length,
    entriesOf: (group) => entriesBeside(machine, group, interiors).length,
  }
  const left = DOT * 3
  const place = (columns: readonly Column[], lefts: readonly number[]): Placed[] => columns.flatMap((column, index) => inColumn(column, lefts[index] ?? left, machine.rails, interiors))
  const main = phaseColumns(machine, content)
  const phases = place(main, besideEachOther(main, left))
  const mainRight = Math.max(left, ...phases.map(({ x, column }) => x + column.width))
  const aside = branchColumns(machine, content)
  const centreOf = new Map(phases.map(({ group, x, column }) => [group.id, x + column.width / 2]))
  const branches = place(aside, underWhatLeadsThere(aside, machine, centreOf, left, mainRight))
  return { phases, branches, of: new Map([...phases, ...branches].map((one) => [one.group.id, one])), mainRight, mainBottom: Math.max(0, ...phases.map(({ box }) => box.y + box.height)) }
}

function besideEachOther(columns: readonly Column[], left: number): number[] {
  let x = left
  return columns.map(({ width }) => {
    const at = x
    x += width + GAP.column
    return at
  })
}

/** Branches stand as near as they can to the phases that lead there, and keep clear of each other. */
function underWhatLeadsThere(columns: readonly Column[], { rails, links, groupOf }: Machine, centreOf: ReadonlyMap<string, number>, left: number, right: number): number[] {
  const wished = columns.map(({ groups: [branch], width }, index) => {
    const froms = [...rails.filter((rail) => rail.branch === branch?.id).map(({ group }) => group), ...links.filter(({ to }) => groupOf.get(to) === branch).map(({ from }) => groupOf.get(from)?.id ?? '')]
    const centres = froms.flatMap((from) => centreOf.get(from) ?? [])
    return { index, width, x: centres.length === 0 ? right : centres.reduce((sum, centre) => sum + centre, 0) / centres.length - width / 2 }
  }).sort((a, b) => a.x - b.x || a.index - b.index)
  const lefts: number[] = []
  let free = left
  for (const { index, width, x } of wished) {
    lefts[index] = Math.max(free, x)
    free = (lefts[index] ?? 0) + width + GAP.column
  }
  // Back from the right-hand edge, as far as there is room.
  let edge = Math.max(right, left + columns.reduce((sum, { width }) => sum + width + GAP.column, -GAP.column))
  for (const { index, width } of wished.toReversed()) {
    lefts[index] = Math.round(Math.min(lefts[index] ?? left, edge - width))
    edge = (lefts[index] ?? left) - GAP.column
  }
  return lefts
}

/** Steps of an open branch, besides its first, at which a way back enters: it comes down beside the steps above. */
export function entriesBeside({ rails }: Machine, group: Group, interiors: ReadonlyMap<string, unknown>): readonly string[] {
  if (!interiors.has(group.id)) return []
  return [...new Set(rails.flatMap(({ branch, to }) => (branch === group.id && to !== firstStep(group) ? [to] : [])))]
}

export function firstStep({ lanes }: Group): string | undefined {
  return lanes[0]?.steps[0]?.id
}

export function stepsOf({ group, interior, content }: Placed): PlacedStep[] {
  const byId = new Map(group.lanes.flatMap((lane) => lane.steps.map((step) => [step.id, step] as const)))
  return [...(interior?.steps ?? [])].flatMap(([id, box]) => {
    const step = byId.get(id)
    return step ? [{ step, group: group.id, box: { ...box, ...plus(box, content) } }] : []
  })
}

/** The upright line of all rails of a column to one step; `index` among the lines on its left-hand side. */
export function railX({ x }: Placed, index: number): number {
  return x + GAP.inset / 2 + 2 + index * GAP.line
}

export function railIndex({ column }: Placed, to: string): number {
  return column.rails.findIndex(([first]) => first?.to === to)
}

export function plus(point: Point, by: Point): Point {
  return { x: point.x + by.x, y: point.y + by.y }
}

function inColumn(column: Column, x: number, rails: readonly Rail[], interiors: ReadonlyMap<string, Interior>): Placed[] {
  let y = 0
  return column.groups.map((group): Placed => {
    const interior = interiors.get(group.id)
    const foot = (rails.filter((rail) => rail.group === group.id).length + (group.ends === null ? 0 : 1)) * GROUP.foot
    const height = interior ? GROUP.head + interior.height + GAP.inset + foot : GROUP.closedHeight
    const box = interior ? { x, y, width: column.width, height } : { x: x + column.padLeft, y, width: GROUP.closedWidth, height }
    y += height + GAP.stacked
    return { group, column, x, box, interior, content: { x: x + column.padLeft, y: box.y + GROUP.head } }
  })
}
