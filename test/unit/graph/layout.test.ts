/** The picture of a machine: everything has its place, nothing lies on anything else, and the same machine looks the same. */
import ELK from 'elkjs/lib/elk.bundled.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from '../../../renderer/parts/graph/interior.ts'
import { layoutMachine, openAtFirst, type InteriorCache } from '../../../renderer/parts/graph/layout.ts'
import type { Machine } from '../../../renderer/parts/graph/machine.ts'
import { machineOf } from '../../../renderer/parts/graph/machineOf.ts'
import type { Picture } from '../../../renderer/parts/graph/picture.ts'
import { arbitraryRunbook } from '../../support/arbitrary.ts'
import { bookFrom, bookOfFile } from './book.ts'

const elk = new ELK.default()
const allOf = ({ groups }: Machine): ReadonlySet<string> => new Set(groups.map(({ id }) => id))
const files = ['runbooks/tour.yaml', 'runbooks/orders-cutover.yaml', 'test/fixtures/good/kitchen-sink.yaml', 'test/fixtures/good/minimal.yaml']

const inside = (box: Box, outer: Box): boolean => box.x >= outer.x && box.y >= outer.y && box.x + box.width <= outer.x + outer.width + 0.5 && box.y + box.height <= outer.y + outer.height + 0.5
const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Everything that is wrong with a picture, in words. */
function faults({ groups, steps, lines, width, height }: Picture): string[] {
  const found: string[] = []
  const boxes = new Map(groups.map(({ group, box }) => [group.id, box]))
  for (const { step, group, box } of steps) if (!inside(box, boxes.get(group) ?? box)) found.push(`${step.id} stands outside of ${group}`)
  for (const [index, a] of steps.entries()) for (const b of steps.slice(index + 1)) if (overlap(a.box, b.box)) found.push(`${a.step.id} lies on ${b.step.id}`)
  for (const [index, a] of groups.entries()) for (const b of groups.slice(index + 1)) if (overlap(a.box, b.box)) found.push(`${a.group.id} lies on ${b.group.id}`)
  for (const { group, lanes } of groups) {
    for (const [index, lane] of lanes.entries()) {
      const next = lanes[index + 1]
      if (next && lane.x + lane.width > next.x) found.push(`lane ${lane.id} of ${group.id} runs into lane ${next.id}`)
      const own = group.lanes.find(({ id }) => id === lane.id)?.steps ?? []
      for (const { step, box } of steps) if (own.some(({ id }) => id === step.id) && !inside(box, lane)) found.push(`${step.id} stands outside of its lane`)
    }
    const tops = group.lanes.map((lane) => lane.steps.flatMap(({ id }) => steps.find(({ step }) => step.id === id)?.box.y ?? []))
    for (const lane of tops) for (const [index, y] of lane.entries()) if (index > 0 && y <= (lane[index - 1] ?? 0)) found.push(`a lane of ${group.id} does not run downwards`)
  }
  for (const { id, points } of lines) {
    if (points.length < 2) found.push(`${id} is no line`)
    for (const { x, y } of points) if (x < -20 || y < -20 || x > width + 20 || y > height + 20) found.push(`${id} leaves the picture`)
    for (const [index, point] of points.entries()) {
      const before = points[index - 1]
      if (before && Math.abs(before.x - point.x) > 0.5 && Math.abs(before.y - point.y) > 0.5) found.push(`${id} runs askew`)
    }
  }
  return found
}

describe('a picture', () => {
  it.each(files)('of %s has everything in its group and nothing on anything else', async (path) => {
    const machine = machineOf(bookOfFile(path))
    expect(faults(await layoutMachine(machine, allOf(machine), elk))).toEqual([])
  })

  it('of any runbook, however odd, has everything in its group and nothing on anything else', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRunbook({ maxPhases: 4, maxSteps: 5 }), fc.integer({ min: 0, max: 255 }), async (runbook, mask) => {
        const machine = machineOf(bookFrom(runbook))
        const open = new Set(machine.groups.filter((_, index) => (mask >> index % 8) & 1).map(({ id }) => id))
        expect(faults(await layoutMachine(machine, open, elk))).toEqual([])
      }),
      { numRuns: 120 },
    )
  })

  it('is the same for the same machine', async () => {
    const [first, second] = [machineOf(bookOfFile('runbooks/orders-cutover.yaml')), machineOf(bookOfFile('runbooks/orders-cutover.yaml'))]
    expect(await layoutMachine(first, allOf(first), elk)).toEqual(await layoutMachine(second, allOf(second), new ELK.default()))
  })

  it('shows every step of an open group and none of a closed one', async () => {
    const machine = machineOf(bookOfFile('runbooks/tour.yaml'))
    const { steps, groups } = await layoutMachine(machine, new Set(['middle']), elk)
    expect(steps.map(({ step }) => step.id)).toEqual(['count-rows', 'count-more', 'is-tidy', 'fetch-mirror', 'unpack', 'rows-arrive', 'try-extras'])
    expect(groups.filter(({ open }) => open).map(({ group }) => group.id)).toEqual(['middle'])
  })

  it('has a gate right above the point of no return, over the whole width of its phase', async () => {
    const machine = machineOf(bookOfFile('runbooks/tour.yaml'))
    const { gates, steps, groups } = await layoutMachine(machine, allOf(machine), elk)
    const [cross, phase] = [steps.find(({ step }) => step.id === 'cross'), groups.find(({ group }) => group.id === 'judgement')]
    expect(gates).toHaveLength(1)
    expect(gates[0]?.step).toBe('cross')
    expect(gates[0]?.from.y).toBeLessThan(cross?.box.y ?? 0)
    expect(gates[0]?.from.x).toBeLessThan(phase?.box.x ?? 0)
    expect(gates[0]?.to.x).toBeGreaterThan((phase?.box.x ?? 0) + (phase?.box.width ?? 0))
  })

  it('puts a step below what it needs of another lane', async () => {
    const machine = machineOf(bookOfFile('runbooks/tour.yaml'))
    const { steps } = await layoutMachine(machine, allOf(machine), elk)
    const topOf = (id: string): number => steps.find(({ step }) => step.id === id)?.box.y ?? Number.NaN
    expect(topOf('unpack')).toBeGreaterThan(topOf('count-rows'))
  })
})

describe('a layout', () => {
  it('that is called off gives nothing and keeps nothing', async () => {
    const machine = machineOf(bookOfFile('runbooks/tour.yaml'))
    const cache: InteriorCache = new Map()
    const off = new AbortController()
    const made = layoutMachine(machine, allOf(machine), elk, { signal: off.signal, cache })
    off.abort(new Error('called off'))
    await expect(made).rejects.toThrow('called off')
    expect(cache.size).toBe(0)
  })

  it('asks only for groups that it has not seen', async () => {
    const machine = machineOf(bookOfFile('runbooks/tour.yaml'))
    const asked: string[] = []
    const counted = { layout: (graph: Parameters<typeof elk.layout>[0]) => (asked.push(graph.id), elk.layout(graph)) }
    const cache: InteriorCache = new Map()
    await layoutMachine(machine, new Set(['opening']), counted, { cache })
    await layoutMachine(machine, new Set(['opening', 'closing']), counted, { cache })
    expect(asked).toEqual(['opening', 'closing'])
  })

  it('opens a small runbook at once, and begins a large one with its phases', () => {
    const small = machineOf(bookOfFile('runbooks/orders-cutover.yaml'))
    expect(openAtFirst(small)).toEqual(allOf(small))
    const [phase] = small.groups
    const large: Machine = { ...small, groups: Array.from({ length: 60 }, (_, index) => ({ id: `p${index}`, kind: 'phase', title: '', ends: null, problems: [], lanes: phase?.lanes ?? [] })) }
    expect(openAtFirst(large).size).toBe(0)
  })
})
