import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPipeline } from '../../../electron/node/exec/pipeline.ts'
import { createRedactor, redactText } from '../../../electron/node/exec/redact.ts'

const SECRET = 'p@ss/wörd+&"42 x'
const b64 = (text: string): string => Buffer.from(text).toString('base64')

const FORMS: readonly (readonly [name: string, text: string])[] = [
  ['plain', SECRET],
  ['percent-encoded', encodeURIComponent(SECRET)],
  ['percent-encoded in small letters', encodeURIComponent(SECRET).replaceAll(/%../g, (code) => code.toLowerCase())],
  ['form-encoded', encodeURIComponent(SECRET).replaceAll('%20', '+')],
  ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
]

test.each(FORMS)('a secret is redacted %s, wherever the stream is cut', (_, form) => {
  const text = `before ${form} after`
  for (let cut = 0; cut <= text.length; cut++) {
    const redactor = createRedactor([SECRET])
    const out = redactor.write(text.slice(0, cut)) + redactor.write(text.slice(cut)) + redactor.end()
    expect(out).toBe('before [redacted] after')
  }
})

test.each(['', 'u', 'us', 'use', 'user:'])('a secret is redacted in base64 behind %j, with all that it alone decides', (before) => {
  for (const after of ['', 'a', 'ab', 'abc'])
    for (const encode of [b64, (text: string) => Buffer.from(text).toString('base64url')]) {
      const encoded = encode(before + SECRET + after)
      const out = redactText(`Basic ${encoded} end`, [SECRET])
      expect(out).toContain('[redacted]')
      // The digits that are left are those shared with what stands before and after it.
      expect(out.replace('Basic ', '').replace(' end', '').replace('[redacted]', '').replaceAll('=', '').length).toBeLessThanOrEqual(Math.ceil((before.length * 8) / 6) + Math.ceil((after.length * 8) / 6) + 2)
    }
})

test('base64 in lines is found wherever the line breaks', () => {
  const encoded = b64(SECRET)
  for (let cut = 1; cut < encoded.length - 2; cut++) {
    const out = redactText(`${encoded.slice(0, cut)}\n${encoded.slice(cut)}`, [SECRET])
    expect(out).toContain('[redacted]')
    expect(out.replace('[redacted]', '').trim().length).toBeLessThan(8)
  }
})

test('colours and stray escape sequences between its characters do not hide a secret', () => {
  const pipeline = createPipeline(['hunter22'])
  const out = pipeline.write(Buffer.from('x hun\x1b[31mter\x1b]0;t\x072\u00002 y')) + pipeline.end()
  expect(out).toBe('x [redacted] y')
})

test('each line of a secret of many lines is redacted by itself', () => {
  const key = '-----BEGIN KEY-----\nMIIEvAIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n'
  expect(redactText('  1: MIIEvAIBADANBgkq\n  2: hkiG9w0BAQEFAASC', [key])).toBe('  1: [redacted]\n  2: [redacted]')
  expect(redactText(key.replaceAll('\n', '\r\n').replaceAll('\r', ''), [key])).not.toContain('MIIE')
})

test('what can be no secret is not held back', () => {
  const redactor = createRedactor(['hunter22'])
  expect(redactor.write('100/200 rows\n')).toBe('100/200 rows\n')
  expect(redactor.write('hunt')).toBe('')
  expect(redactor.write('ing\n')).toBe('hunting\n')
})

test('no chunking changes the result, and no form of a secret is left', () => {
  const secrets = ['abab', 'ababab!c', 'zażółć-1', 'x'.repeat(30)]
  const piece = fc.oneof(
    fc.constantFrom('a', 'b', 'ab', 'aba', '!c', 'x', '\n', '\x1b[1m', '\x1b', 'ż', '👩', ' '),
    fc.constantFrom(...secrets),
    fc.constantFrom(...secrets.map(b64)),
    fc.string({ maxLength: 5 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat(300), { maxLength: 6 }), (pieces, cuts) => {
      const whole = pieces.join('')
      const places = [0, ...cuts.filter((cut) => cut <= whole.length).sort((a, b) => a - b), whole.length]
      const redactor = createRedactor(secrets)
      const out = places.slice(1).map((end, index) => redactor.write(whole.slice(places[index], end))).join('') + redactor.end()
      expect(out).toBe(redactText(whole, secrets))
      for (const secret of secrets) expect(out.includes(secret)).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

test('a stream built to make the redactor hold on does not make it slow', () => {
  const redactor = createRedactor([`${'a'.repeat(200)}b`])
  const startedMs = performance.now()
  for (let index = 0; index < 200; index++) redactor.write('a\x1b[1m'.repeat(100))
  redactor.end()
  expect(performance.now() - startedMs).toBeLessThan(10_000)
})
