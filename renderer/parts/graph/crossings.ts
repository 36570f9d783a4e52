/** Lines between groups: where each leaves its group and enters the other. How they run over the street is decided in street.ts. */
import type { Interior, Point } from './interior.ts'
import type { Link, Machine, Rail } from './machine.ts'
import { entriesBeside, firstStep, plus, railIndex, railX, type Placed, type Places } from './place.ts'
import { GAP, GROUP } from './sizes.ts'

/** One end of a line over the street. */
export interface End {
  /** From the step or group to the street. */
  readonly points: readonly Point[]
  /** Where it goes up or down to its track. */
  readonly x: number
  /** `top` ends come down from phases, `bottom` ends come up from branches. */
  readonly side: 'top' | 'bottom'
  /** Of a way back: what comes down here. */
  readonly rails: readonly Rail[]
}

/** All that runs to one place. */
export interface Way {
  readonly id: string
  /** Undefined: a way back. */
  readonly link: Link | undefined
  readonly sources: readonly End[]
  readonly target: End
}

export function waysOf(machine: Machine, places: Places, interiors: ReadonlyMap<string, Interior>): Way[] {
  const { rails, links, groupOf } = machine
  const sideOf = ({ group }: Placed): End['side'] => (group.kind === 'phase' ? 'top' : 'bottom')
  const placedOf = (id: string): Placed | undefined => places.of.get(groupOf.get(id)?.id ?? '')
  const closedLines = new Map<string, number>()
  const fromAbove = places.phases.flatMap((one) => one.column.rails.map((_, index) => railX(one, index)))

  const backs = [...new Set(rails.map(({ to }) => to))].flatMap((to): Way[] => {
    const target = entry(to)
    if (!target) return []
    const columns = new Map(rails.filter((rail) => rail.to === to).flatMap((rail) => (places.of.has(rail.group) ? [[places.of.get(rail.group)?.column, rail.group] as const] : [])))
    return [{ id: `back:${to}`, link: undefined, target, sources: [...columns.values()].flatMap((group) => railEnd(places.of.get(group), to)) }]
  })
  const across = links.filter(({ from, to }) => groupOf.get(from) !== groupOf.get(to))
  return [
    ...backs,
    ...across.flatMap((link): Way[] => {
      const [from, to] = [linkEnd(link, 'out'), linkEnd(link, 'in')]
      return from && to ? [{ id: link.id, link, sources: [from], target: to }] : []
    }),
  ]

  /** From the step that is farthest from the street. */
  function railEnd(one: Placed | undefined, to: string): End[] {
    if (!one) return []
    const index = railIndex(one, to)
    const own = one.column.rails[index] ?? []
    const side = sideOf(one)
    const marks = own.flatMap((rail) => {
      const place = places.of.get(rail.group)
      if (!place?.interior) return [(place?.box.y ?? 0) + GROUP.closedHeight / 2]
      return rail.steps.flatMap((step) => place.interior?.steps.get(step) ?? []).map((box) => place.content.y + box.y + box.height / 2)
    })
    const y = marks.length === 0 ? one.box.y + GROUP.head / 2 : side === 'top' ? Math.min(...marks) : Math.max(...marks)
    const x = railX(one, index)
    return [{ points: [{ x, y }], x, side, rails: own }]
  }

  /** Into a branch: at its head where it is its first step, else beside the steps. */
  function entry(to: string): End | undefined {
    const one = placedOf(to)
    if (!one) return undefined
    const step = one.interior?.steps.get(to)
    const side = sideOf(one)
    if (!step || to === firstStep(one.group)) {
      const x = clearOf(fromAbove, one.box.x + Math.min(one.box.width / 2, one.column.padLeft + 20))
      return { points: [{ x, y: one.box.y }], x, side, rails: [] }
    }
    const x = railX(one, one.column.rails.length + entriesBeside(machine, one.group, interiors).indexOf(to))
    const y = one.content.y + step.y + step.height / 2
    return { points: [{ x: one.content.x + step.x, y }, { x, y }], x, side, rails: [] }
  }

  function linkEnd(link: Link, direction: 'out' | 'in'): End | undefined {
    const one = placedOf(direction === 'out' ? link.from : link.to)
    if (!one) return undefined
    const gate = one.interior?.gates.find((each) => each.link === link.id && each.side === direction)
    if (gate) {
      const walked = gate.points.map((point) => plus(point, one.content))
      return { points: direction === 'out' ? walked : walked.toReversed(), x: gate.x + one.content.x, side: sideOf(one), rails: [] }
    }
    // Beside the column, where the closed groups of a stack have their lines one by one.
    const key = String(one.x) + one.group.kind
    const index = closedLines.get(key) ?? 0
    closedLines.set(key, index + 1)
    const edge = one.box.x + one.box.width
    const [x, y] = [edge + GAP.line * (index + 0.5), one.box.y + GROUP.closedHeight / 2]
    return { points: [{ x: edge, y }, { x, y }], x, side: sideOf(one), rails: [] }
  }
}

/** Beside the lines that come down from phases, so that two uprights are never taken for one. */
function clearOf(lines: readonly number[], x: number): number {
  const tries = Array.from({ length: 8 }, (_, index) => x + index * GAP.line)
  return tries.find((one) => lines.every((line) => Math.abs(line - one) >= GAP.line - 1)) ?? x
}
