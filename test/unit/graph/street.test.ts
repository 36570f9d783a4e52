/** Lines between groups run on tracks of their own. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tracksOf, type Net } from '../../../renderer/parts/graph/street.ts'

const net = (id: string, top: readonly number[], bottom: readonly number[]): Net => ({ id, top, bottom })

describe('tracks of the street', () => {
  it('are shared by lines that lie apart', () => {
    const { trackOf, count } = tracksOf([net('a', [0], [100]), net('b', [200], [300])])
    expect([trackOf.get('a'), trackOf.get('b'), count]).toEqual([0, 0, 1])
  })

  it('are different for lines that would lie on each other', () => {
    const { trackOf, count } = tracksOf([net('a', [0], [100]), net('b', [50], [150])])
    expect(trackOf.get('a')).not.toBe(trackOf.get('b'))
    expect(count).toBe(2)
  })

  it('let what comes down turn off before what goes up at the same place', () => {
    const { trackOf } = tracksOf([net('down', [100], [0]), net('up', [200], [100])])
    expect(trackOf.get('down') ?? 0).toBeLessThan(trackOf.get('up') ?? 0)
  })

  it('never put two lines on each other, whatever the lines', () => {
    const nets = fc.array(fc.tuple(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 500 })), { maxLength: 12 })
    fc.assert(
      fc.property(nets, (some) => {
        const all = some.map(([top, bottom], index) => net(String(index), top, [bottom]))
        const { trackOf, count } = tracksOf(all)
        for (const [index, a] of all.entries())
          for (const b of all.slice(index + 1)) {
            const [from, to] = [Math.max(Math.min(...a.top, ...a.bottom), Math.min(...b.top, ...b.bottom)), Math.min(Math.max(...a.top, ...a.bottom), Math.max(...b.top, ...b.bottom))]
            if (from <= to) expect(trackOf.get(a.id)).not.toBe(trackOf.get(b.id))
          }
        for (const track of trackOf.values()) expect(track).toBeLessThan(count)
      }),
    )
  })
})
