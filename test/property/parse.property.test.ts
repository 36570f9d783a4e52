import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../../electron/core/runbook/duration.ts'
import { parseRunbook } from '../../electron/core/runbook/parse.ts'
import { substitute } from '../../electron/core/runbook/substitute.ts'
import { fixture } from '../unit/runbook/fixtures.ts'

const KITCHEN = fixture('good', 'kitchen-sink.yaml')
const WORDS = ['{', '}', '[', ']', ':', ', ', '- ', '\n', '\t', '&a ', '*a', '!!str ', '"', "'", '|', '>', '? ', '<<: ', 'null', '~', '__proto__', '.nan', '0x1', 'step', 'on', '${', '%', '#', '---\n', '\u0000', '\u{1f600}']

/** It answers; errors and a runbook exclude each other; every place is in the file. */
function holds(text: string): void {
  const { runbook, diagnostics } = parseRunbook(text)
  expect(runbook === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'))
  const lines = text.split('\n').length
  for (const { line, column } of diagnostics) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines)
    expect(column).toBeGreaterThanOrEqual(1)
  }
}

test('no text makes the parser throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), holds), { numRuns: 500 })
})

test('no heap of YAML makes the parser throw', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...WORDS, 'phases', 'a', ' '), { maxLength: 60 }).map((words) => words.join('')), holds), { numRuns: 1_000 })
})

test('no mutation of a valid file makes the parser throw', () => {
  const mutation = fc.record({ at: fc.nat(KITCHEN.length), cut: fc.nat(60), put: fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 8 })) })
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      holds(mutations.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), KITCHEN))
    }),
    { numRuns: 400 },
  )
}, 60_000)

test('no value in the place of another makes the parser throw', () => {
  const scalars = [...KITCHEN.matchAll(/(?<=: )[A-Za-z0-9"][^,}\]\n]*/g)].map(({ index, 0: old }) => ({ index, length: old.length }))
  const value = fc.constantFrom('null', '12', '[]', '{}', '[a]', '{a: b}', 'true', '"x"', '1m', '""', '{goto: journey}', '-1', '[[[]]]', '{branch: back-out}')
  fc.assert(
    fc.property(fc.constantFrom(...scalars), value, ({ index, length }, put) => {
      holds(KITCHEN.slice(0, index) + put + KITCHEN.slice(index + length))
    }),
    { numRuns: 400 },
  )
}, 60_000)

test('a duration survives being written and read', () => {
  fc.assert(fc.property(fc.nat(4_000_000_000), (ms) => {
    expect(parseDuration(formatDuration(ms))).toBe(ms)
  }))
})

test('text without ${ passes substitution unchanged', () => {
  fc.assert(fc.property(fc.string().filter((text) => !text.includes('${')), (text) => {
    expect(substitute(text, { vars: {}, inputs: {}, secrets: {} })).toBe(text)
  }))
})
