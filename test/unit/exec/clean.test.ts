import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCleaner } from '../../../electron/node/exec/clean.ts'
import { createLineCap, LINE_CAP_BYTES, LINE_CUT_MARK } from '../../../electron/node/exec/lineCap.ts'

function clean(chunks: readonly Uint8Array[]): string {
  const cleaner = createCleaner()
  return chunks.map((chunk) => cleaner.write(chunk)).join('') + cleaner.end()
}

const HOSTILE: readonly (readonly [name: string, input: string | Uint8Array, clean: string])[] = [
  ['colours stay', '\x1b[1;31mred\x1b[0m \x1b[38:2::1:2:3mrgb\x1b[m', '\x1b[1;31mred\x1b[0m \x1b[38:2::1:2:3mrgb\x1b[m'],
  ['a title goes (OSC 0, BEL)', 'a\x1b]0;evil\x07b', 'ab'],
  ['a link goes, its text stays (OSC 8, ST)', '\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\', 'text'],
  ['the clipboard is not touched (OSC 52)', '\x1b]52;c;ZXZpbA==\x07ok', 'ok'],
  ['device control strings go', 'a\x1bP1$r0m\x1b\\b', 'ab'],
  ['APC, PM and SOS go', 'a\x1b_x\x1b\\b\x1b^y\x1b\\c\x1bXz\x1b\\d', 'abcd'],
  ['C1 characters go', 'a\u009b31mb\u009d0;t\u009cc\u0090q\u009cd\u0085e', 'abcde'],
  ['raw C1 bytes are no UTF-8', Uint8Array.of(0x61, 0x9b, 0x62), 'a\ufffdb'],
  ['cursor movement and clearing go', 'a\x1b[2J\x1b[1;1Hb\x1b[?25lc\x1b[>4;1md', 'abcd'],
  ['charsets and resets go', 'a\x1b(Bb\x1bcc\x1b#8d', 'abcd'],
  ['a lone CR is a newline, CRLF is one', '1%\r2%\r\n3\n', '1%\n2%\n3\n'],
  ['controls go, tabs stay', 'a\0\x07\x08\tb\x7f', 'a\tb'],
  ['an open OSC hides its line only', 'a\x1b]0;never closed\nb', 'a\nb'],
  ['a newline breaks off a CSI', 'a\x1b[31\nmb', 'a\nmb'],
  ['an ESC inside a CSI starts anew', 'a\x1b[3\x1b[32mb', 'a\x1b[32mb'],
  ['ESC inside a string starts anew', 'a\x1b]0;x\x1b[32mb', 'a\x1b[32mb'],
  ['a colour with 10,000 parameters is none', `a\x1b[${'1;'.repeat(5_000)}mb`, 'ab'],
  ['text in other scripts stays', 'zażółć 日本 👩‍💻', 'zażółć 日本 👩‍💻'],
  ['half a character is U+FFFD', Uint8Array.of(0x61, 0xe2, 0x82), 'a\ufffd'],
  ['overlong and surrogate bytes are U+FFFD', Uint8Array.of(0xc0, 0xaf, 0xed, 0xa0, 0x80, 0x62), '\ufffd\ufffd\ufffd\ufffd\ufffdb'],
]

describe('output of programs', () => {
  test.each(HOSTILE)('%s, wherever it is cut in two', (_, input, expected) => {
    const bytes = Buffer.from(input as string)
    expect(clean([bytes])).toBe(expected)
    if (bytes.length > 1_000) return
    for (let cut = 0; cut <= bytes.length; cut++) expect(clean([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(expected)
  })

  test('no chunking changes the result, and nothing but colours, tabs and newlines of all controls is left', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom(...HOSTILE.map(([, input]) => new Uint8Array(Buffer.from(input as string))).filter((bytes) => bytes.length < 200)),
      fc.constantFrom('\x1b', '\x1b[', '\x1b]', '\x1b\\', '\r', '\n', 'm', '3', ';', '\u009b', 'é').map((text) => new Uint8Array(Buffer.from(text))),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(400), { maxLength: 6 }), (pieces, cuts) => {
        const whole = Buffer.concat(pieces)
        const places = [0, ...cuts.filter((cut) => cut <= whole.length).sort((a, b) => a - b), whole.length]
        const result = clean([whole])
        expect(clean(places.slice(1).map((end, index) => whole.subarray(places[index], end)))).toBe(result)
        // oxlint-disable-next-line no-control-regex
        expect(result.replaceAll(/\x1b\[[0-9;:]*m/g, '')).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('long lines', () => {
  test('a line is cut at 64 KiB, at a whole character, and the next one is whole again', () => {
    const cap = createLineCap()
    const out = cap.write(`a${'é'.repeat(40_000)}`) + cap.write(`${'x'.repeat(200_000)}\nnext\n`)
    const [first = '', second] = out.split('\n')
    expect(second).toBe('next')
    expect(first.endsWith(LINE_CUT_MARK)).toBe(true)
    expect(first).not.toContain('\ufffd')
    expect(Buffer.byteLength(first)).toBeLessThanOrEqual(LINE_CAP_BYTES + Buffer.byteLength(LINE_CUT_MARK))
    expect(Buffer.byteLength(first)).toBeGreaterThan(LINE_CAP_BYTES - 4)
  })

  test('no chunking changes where a line is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'é', '日', '👩', '\n', 'abc'), { maxLength: 60 }), fc.nat(60), (parts, at) => {
        const [once, twice] = [createLineCap(10), createLineCap(10)]
        expect(twice.write(parts.slice(0, at).join('')) + twice.write(parts.slice(at).join(''))).toBe(once.write(parts.join('')))
      }),
    )
  })
})
