import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runbookJsonSchema } from '../../../electron/core/runbook/jsonSchema.ts'
import { parseRunbook } from '../../../electron/core/runbook/parse.ts'
import { fixture } from './fixtures.ts'

const DOC = readFileSync(new URL('../../../docs/runbook-format.md', import.meta.url), 'utf8')

/** Every property name in the JSON Schema. */
function keysOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties } = schema as { properties?: Record<string, unknown> }
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(keysOf)]
}
const KEYS = [...new Set(keysOf(runbookJsonSchema()).filter((key) => /^[a-z][a-z-]*$/.test(key)))]

test('the documentation knows every key of the format', () => {
  expect(KEYS.filter((key) => !new RegExp(`(?<![a-z-])${key}(?![a-z-])`).test(DOC))).toEqual([])
})

test('the kitchen sink uses every key of the format', () => {
  const text = fixture('good', 'kitchen-sink.yaml')
  expect(KEYS.filter((key) => !new RegExp(`(?<![a-z-])${key}:`).test(text))).toEqual([])
})

test('the smallest runbook of the documentation checks clean', () => {
  const [, example] = /## The smallest one\n\n```yaml\n([^`]*)```/.exec(DOC)!
  expect(parseRunbook(example!).diagnostics).toEqual([])
})
