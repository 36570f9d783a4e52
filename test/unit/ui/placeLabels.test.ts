import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeLabels, type Label, type LabelText } from '../../../renderer/ui/bar/placeLabels.ts'

const measure = ({ words, figure, tail = '' }: LabelText): number => (words.length + figure.length + tail.length) * 7
const words = (text: string): LabelText => ({ words: text, figure: '' })
const label = (id: string, anchor: number, given: Partial<Label> = {}): Label => ({ id, anchor, prefer: 'middle', rank: 0, texts: [words(id)], ...given })

const anyLabels = fc.array(
  fc.record({
    anchor: fc.integer({ min: 0, max: 1200 }),
    prefer: fc.constantFrom('start' as const, 'middle' as const, 'end' as const),
    rank: fc.integer({ min: 0, max: 5 }),
    optional: fc.boolean(),
    texts: fc.array(fc.string({ minLength: 1, maxLength: 40 }).map(words), { minLength: 1, maxLength: 3 }).map((texts) => texts.toSorted((a, b) => measure(b) - measure(a))),
  }),
  { maxLength: 9 },
)

test('labels never touch each other, nor the edges, nor what is taken', () => {
  fc.assert(
    fc.property(anyLabels, fc.integer({ min: 40, max: 1200 }), fc.integer({ min: 0, max: 1200 }), (given, width, taken) => {
      const labels = given.map((one, index): Label => ({ ...one, id: String(index), anchor: Math.min(one.anchor, width) }))
      const placed = placeLabels(labels, width, measure, [{ id: 'none of them', left: taken, right: taken + 8 }])
      for (const [index, { left, width: wide }] of placed.entries()) {
        expect(left).toBeGreaterThanOrEqual(0)
        expect(left + wide).toBeLessThanOrEqual(width)
        expect(left + wide <= taken || left >= taken + 8).toBe(true)
        for (const other of placed.slice(index + 1)) expect(left + wide <= other.left || left >= other.left + other.width).toBe(true)
      }
    }),
  )
})

test('the most important label has its place, and what finds none falls away', () => {
  const placed = placeLabels([label('unimportant', 100, { rank: 3 }), label('important', 100, { rank: 0 })], 90, measure)
  expect(placed.map(({ id }) => id)).toEqual(['important'])
})

test('labels are shortened before one that matters falls away', () => {
  const long = label('a', 40, { texts: [words('a long text that takes a lot'), words('a')] })
  const placed = placeLabels([long, label('b', 120, { rank: 1, texts: [words('also rather long'), words('b')] })], 240, measure)
  expect(placed.map(({ text }) => text.words)).toEqual(['a', 'b'])
})

test('nothing is shortened for what may be left out', () => {
  const placed = placeLabels([label('a', 100, { texts: [words('a long text'), words('a')] }), label('safety floor', 100, { rank: 1, optional: true })], 100, measure)
  expect(placed.map(({ text }) => text.words)).toEqual(['a long text'])
})

test('a label stands beside its own mark, on the side that it prefers, where others may not', () => {
  const taken = [{ id: 'flag', left: 190, right: 200 }]
  const beside = { start: 6, end: 15 }
  expect(placeLabels([label('flag', 200, { prefer: 'end', beside })], 400, measure, taken)[0]).toMatchObject({ left: 157, width: 28 })
  expect(placeLabels([label('flag', 30, { prefer: 'end', beside })], 400, measure)[0]?.left).toBe(36)
  expect(placeLabels([label('now', 195)], 400, measure, taken)).toEqual([])
})
