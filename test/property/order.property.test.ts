/** Quantiles that are found by selection are those of the values in order. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantile, quantilesOf, sorted } from '../../electron/core/forecast/order.ts'

const few = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 60 })
const many = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 400 })

test('quantiles are the same as of sorted values, also of many equal ones', () => {
  fc.assert(
    fc.property(fc.oneof(few, many), (values) => {
      const ascending = sorted(values)
      const at = (share: number): number => Math.round(quantile(ascending, share))
      expect(quantilesOf(values)).toEqual({ p10Ms: at(0.1), p50Ms: at(0.5), p80Ms: at(0.8), p90Ms: at(0.9) })
    }),
  )
})

test('the values themselves stay as they are', () => {
  const values = Float64Array.of(3, 1, 2)
  quantilesOf(values)
  expect([...values]).toEqual([3, 1, 2])
})
