import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CODES } from '../../../electron/core/runbook/codes.ts'
import { runbookJsonSchemaText } from '../../../electron/core/runbook/jsonSchema.ts'
import { parseRunbook } from '../../../electron/core/runbook/parse.ts'
import { fixture, fixtures } from './fixtures.ts'

const places = (text: string): string[] => parseRunbook(text).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`).sort()

for (const { name, text, expected } of fixtures('bad').filter(({ machine, expected }) => !machine && expected.length > 0))
  test(`${name} gives exactly what it expects, each at its place`, () => {
    expect(places(text)).toEqual(expected)
  })

for (const { name, text } of fixtures('bad').filter(({ machine }) => machine))
  test(`${name} is right as a file: only the machine finds what is wrong`, () => {
    expect(places(text)).toEqual([])
  })

for (const { name, text } of fixtures('good'))
  test(`${name} has no errors`, () => {
    const { runbook, diagnostics } = parseRunbook(text)
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(runbook).toBeDefined()
  })

test('every code has a file that shows it', () => {
  const shown = new Set(fixtures('bad').flatMap(({ expected }) => expected.map((line) => line.split(' ')[0])))
  expect(Object.keys(CODES).filter((code) => !shown.has(code))).toEqual([])
})

test('every code has a page, and every page a code', () => {
  const pages = readdirSync(new URL('../../../docs/diagnostics/', import.meta.url)).filter((name) => name !== 'README.md')
  expect(pages.map((name) => name.replace(/\.md$/, '')).sort()).toEqual(Object.keys(CODES).sort())
})

test('every diagnostic says what to do', () => {
  for (const { text } of fixtures('bad'))
    for (const { message, hint } of parseRunbook(text).diagnostics) {
      expect(message.length).toBeGreaterThan(5)
      expect(hint.length).toBeGreaterThan(5)
    }
})

test('diagnostics come in file order', () => {
  const found = parseRunbook(fixture('bad', 'all-at-once.yaml')).diagnostics.map(({ line, column }) => line * 10_000 + column)
  expect(found).toEqual([...found].sort((a, b) => a - b))
})

test('CRLF moves no diagnostic', () => {
  for (const { text } of fixtures('bad').filter(({ name }) => !name.startsWith('garbage')))
    expect(places(text.replaceAll('\n', '\r\n'))).toEqual(places(text))
})

test('an empty file is said to be empty', () => {
  expect(parseRunbook('').diagnostics).toMatchObject([{ code: 'wrong-type', line: 1, column: 1, message: 'the file is empty' }])
})

test('a mistyped key is met with the one that was meant', () => {
  const [first] = parseRunbook(fixture('bad', 'unknown-key.yaml')).diagnostics
  expect(first).toMatchObject({ message: '`ownr` is not a key of a `manual` step', hint: 'did you mean `owner`?' })
})

test("another kind's key is said to be one", () => {
  const found = parseRunbook(fixture('bad', 'unknown-key.yaml')).diagnostics
  expect(found[1]!.hint).toContain('it belongs to the kind `gate`')
})

test('control and bidi characters of a file do not reach a terminal through a message', () => {
  const found = parseRunbook('"\\u001b[31m\\u202e": 1\n"\\u200b": 2').diagnostics
  expect(found.map(({ message, hint }) => message + hint).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

test('the JSON Schema that editors use is current', () => {
  expect(readFileSync(new URL('../../../runbooks/runbook.schema.json', import.meta.url), 'utf8'), 'run: node electron/setup/schema.mjs').toBe(runbookJsonSchemaText())
})
