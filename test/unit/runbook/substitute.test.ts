import { expect, test } from 'vitest'
import { referencesIn, substitute } from '../../../electron/core/runbook/substitute.ts'

const values = { vars: { URL: 'http://x', ODD: '${vars.URL}', $: 'no' }, inputs: { release: 'v2.0' }, secrets: { API: 's3cret' } }

test('each namespace is filled in, also several in one text', () => {
  expect(substitute('${vars.URL}/${inputs.release}?k=${secrets.API}', values)).toBe('http://x/v2.0?k=s3cret')
})

test('$${ is a literal ${, and a lone dollar is a dollar', () => {
  expect(substitute('$${vars.URL} costs $5 $ {x} $$', values)).toBe('${vars.URL} costs $5 $ {x} $$')
})

test('a value is not looked into again', () => {
  expect(substitute('${vars.ODD}', values)).toBe('${vars.URL}')
})

test('a missing secret, variable or input is refused', () => {
  expect(() => substitute('${secrets.NO}', values)).toThrow(expect.objectContaining({ code: 'missing-secret' }))
  expect(() => substitute('${vars.NO}', values)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  expect(() => substitute('${inputs.toString}', values)).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test.each(['${HOME}', '${vars.}', '${env.HOME}', '${vars.URL', '${ vars.URL }', '${}'])('%s is not a substitution', (text) => {
  expect(() => substitute(text, values)).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test('the references of a text are listed in order, malformed ones too', () => {
  expect(referencesIn('${vars.A} $${vars.B} ${inputs.c-d} ${x}')).toEqual([{ namespace: 'vars', name: 'A' }, { namespace: 'inputs', name: 'c-d' }, { malformed: '${x}' }])
})
