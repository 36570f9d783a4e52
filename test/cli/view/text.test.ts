import { describe, expect, test } from 'vitest'
import { formatClock, formatCount, formatDelta, formatTime } from '../../../electron/cli/view/format.ts'
import { cutLine, ends, lineWidth, padLine, plainText, text } from '../../../electron/cli/view/line.ts'
import { cut, fit, plain, widthOf, wrap } from '../../../electron/cli/view/width.ts'

describe('times', () => {
  test('a clock shows hours only where there are some', () => {
    expect([0, 7_900, 67_000, 3_723_000].map(formatClock)).toEqual(['0:00', '0:07', '1:07', '1:02:03'])
  })
  test('a delta is always signed', () => {
    expect([-42_000, 67_000, 400, -3_723_000].map(formatDelta)).toEqual(['−0:42', '+1:07', '±0:00', '−1:02:03'])
  })
  test('a time of day is local, with two digits each', () => {
    expect(formatTime(new Date(2026, 0, 5, 2, 4, 9).getTime())).toBe('02:04:09')
  })
  test('counts have their thousands apart', () => {
    expect([7.25, 999, 1_000, 12_345_678].map(formatCount)).toEqual(['7.3', '999', '1,000', '12,345,678'])
  })
})

describe('widths', () => {
  test('wide characters and emoji take two cells, combining marks none', () => {
    expect(['abc', '漢字', '🚀', 'e\u0301', '👩‍🚀', '\u001B'].map(widthOf)).toEqual([3, 4, 2, 1, 2, 0])
  })
  test('a cut text fits, also where a wide character stands on the edge', () => {
    expect(cut('漢字漢字', 6)).toBe('漢字…')
    expect(cut('abcdef', 6)).toBe('abcdef')
    expect(cut('abcdefg', 6)).toBe('abcde…')
  })
  test('a fitted text has exactly its width', () => {
    expect(fit('漢', 5)).toBe('漢   ')
    expect(fit('1:07', 7, 'right')).toBe('   1:07')
  })
  test('what moves the cursor or hides text is left out', () => {
    expect(plain('a\u001B[2Jb\u0007\u202Ec\nd')).toBe('a[2Jbc d')
  })
  test('text is broken at spaces, and long words anywhere', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrap('a\n\nb', 9)).toEqual(['a', '', 'b'])
  })
})

describe('lines', () => {
  test('the left end gives way to the right one', () => {
    expect(plainText(ends(text('a long title'), text('1:07'), 12))).toBe('a long… 1:07')
  })
  test('cut and padded lines have their width', () => {
    expect(lineWidth(padLine([...text('漢'), ...text('字')], 7))).toBe(7)
    expect(plainText(cutLine([...text('漢字'), ...text('漢字')], 6))).toBe('漢字…')
  })
})
