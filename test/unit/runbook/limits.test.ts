import { expect, test } from 'vitest'
import { parseRunbook } from '../../../electron/core/runbook/parse.ts'
import { fixture } from './fixtures.ts'

const codes = (text: string): string[] => [...new Set(parseRunbook(text).diagnostics.map(({ code }) => code))]
const steps = (count: number): string => {
  const lines = Array.from({ length: count }, (_, i) => `      - { step: s${i}, kind: manual, planned: 1m, owner: captain }`)
  return fixture('good', 'minimal.yaml').replace(/ {6}- \{ step: look.*/, lines.join('\n'))
}

test('a file above 1 MiB is refused, counted in bytes', () => {
  expect(codes('#'.repeat(1_048_577))).toEqual(['too-large'])
  expect(codes(`#${'€'.repeat(349_526)}`)).toEqual(['too-large'])
  expect(codes(`#${'€'.repeat(349_500)}`)).toEqual(['wrong-type'])
})

test('5,000 steps are read, one more is refused', () => {
  expect(parseRunbook(steps(5_000)).runbook?.phases[0]!.lanes[0]!.steps).toHaveLength(5_000)
  expect(codes(steps(5_001))).toEqual(['too-large'])
})

test('nesting beyond 200 levels is refused in every style of YAML', () => {
  for (const bomb of ['['.repeat(100_000), '{a: '.repeat(50_000), '- '.repeat(50_000), '? '.repeat(50_000), Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')])
    expect(codes(bomb)).toEqual(['too-large'])
})

test('aliases may not expand beyond 10,000 nodes, however few they are', () => {
  expect(codes(fixture('bad', 'too-large-alias-bomb.yaml'))).toEqual(['too-large'])
  expect(codes(`a: &a x\nb: [${'*a, '.repeat(10_001)}]`)).toEqual(['too-large'])
})

test('an alias inside its own anchor is refused', () => {
  expect(codes('runbook: &a [*a]')).toContain('yaml-syntax')
})

test('`__proto__` and its like reach no object', () => {
  const { diagnostics } = parseRunbook(fixture('bad', 'unknown-key-proto.yaml'))
  expect(diagnostics.map(({ message }) => message)).toEqual(['`__proto__` may not be a key', '`constructor` may not be a key'])
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('names of what every object has are just names', () => {
  const { runbook } = parseRunbook(fixture('good', 'minimal.yaml').replaceAll('captain', 'valueof').replace('step: look', 'step: tostring'))
  expect(runbook?.roles['valueof']).toEqual({})
  expect(codes('phases: [{ phase: a, steps: [{ step: b, kind: toString }] }]')).toContain('wrong-type')
})

test('a key named like a method of every object is an unknown key like any other', () => {
  const { diagnostics } = parseRunbook(`${fixture('good', 'minimal.yaml').replace('step: look', 'toString: 1, step: look')}hasOwnProperty: 1\n`)
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual(['unknown-key `toString` is not a key of a `manual` step', 'unknown-key `hasOwnProperty` is not a key of a runbook'])
  expect(diagnostics[0]!.hint).not.toContain('belongs to')
})

test('the core schema holds: yes and 22:30 are text, tags and YAML 1.1 are refused', () => {
  const { runbook } = parseRunbook(fixture('good', 'minimal.yaml').replace('grade: 1', 'grade: 1, vars: { A: yes, B: 22:30, C: 0x1F, D: 1.0 }'))
  expect(runbook?.environments['local']?.vars).toEqual({ A: 'yes', B: '22:30', C: '0x1F', D: '1.0' })
  expect(codes('runbook: !!binary aGVsbG8=')).toEqual(['yaml-syntax'])
  expect(codes('%YAML 1.1\n---\nrunbook: a')).toEqual(['yaml-syntax'])
})

test('a file with mistakes without end gives a list with an end', () => {
  for (const text of [`[${','.repeat(50_000)}`, 'a: 1\n'.repeat(50_000), `phases: [{ phase: a, steps: [{ step: a, kind: manual, checklist: [${'1,'.repeat(150_000)}] }] }]`, `phases: [${'{},'.repeat(50_000)}]`])
    expect(parseRunbook(text).diagnostics.length).toBeLessThan(1_100)
}, 30_000)

test('binary garbage is refused with a message', () => {
  expect(parseRunbook(fixture('bad', 'garbage.yaml')).diagnostics.length).toBeGreaterThan(0)
})
