import { expect, test } from 'vitest'
import { sgrLines, withoutSgr } from '../../../renderer/ui/sgr.ts'

const ESC = '\u001b'
const words = (text: string) => sgrLines(text).map((line) => line.map(({ text: part, colour, bold, dim }) => [part, colour, bold, dim]))

test('colours and weights have names, and end where they are taken back', () => {
  expect(words(`a${ESC}[1;31mERR${ESC}[0m b`)).toEqual([[['a', null, false, false], ['ERR', 'red', true, false], [' b', null, false, false]]])
  expect(words(`${ESC}[92mok${ESC}[39m.`)).toEqual([[['ok', 'bright-green', false, false], ['.', null, false, false]]])
  expect(words(`${ESC}[2;1mx${ESC}[22my`)).toEqual([[['x', null, true, true], ['y', null, false, false]]])
})

test('a style goes on over the end of a line', () => {
  expect(words(`${ESC}[33mone\ntwo${ESC}[m\n`)).toEqual([[['one', 'yellow', false, false]], [['two', 'yellow', false, false]], []])
})

test('of 256 colours the first sixteen have names, and what they take is never read as a code of its own', () => {
  expect(words(`${ESC}[38;5;4mx`)).toEqual([[['x', 'blue', false, false]]])
  expect(words(`${ESC}[38;5;201;1mx`)).toEqual([[['x', null, true, false]]])
  expect(words(`${ESC}[38;2;1;31;7mx`)).toEqual([[['x', null, false, false]]])
})

test('what is copied has no escapes', () => {
  expect(withoutSgr(`${ESC}[1;31mERR${ESC}[0m b\n`)).toBe('ERR b\n')
})
