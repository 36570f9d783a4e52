/** Lengths on the road are those that the platform counts, surrogates alone included. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLonger, utf8Bytes } from '../../electron/contract/utf8.ts'

const anyText = fc.array(fc.oneof(fc.constantFrom(0x41, 0xe9, 0x20ac, 0xd83d, 0xde00, 0xdc00, 0xd800), fc.integer({ min: 0, max: 0xffff })), { maxLength: 40 }).map((units) => String.fromCharCode(...units))

test('bytes are counted as the platform counts them', () => {
  fc.assert(fc.property(anyText, (text) => utf8Bytes(text) === new TextEncoder().encode(text).length))
})

test('a text is longer than a limit exactly where its bytes are', () => {
  fc.assert(fc.property(anyText, fc.integer({ min: 0, max: 120 }), (text, limit) => isLonger(text, limit) === utf8Bytes(text) > limit))
  expect(isLonger('', 0)).toBe(false)
})
