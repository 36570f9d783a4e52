/** What ink tells of a key → the presses that it stands for: several where a terminal sent them in one piece. */
import type { Key } from 'ink'
import type { KeyPress } from './prompt.ts'

export function pressesOf(input: string, key: Key): KeyPress[] {
  const name = nameOf(input, key)
  if (name !== 'text' || input.length < 2) return [{ input: name === 'text' ? input : '', name }]
  // "rollback⏎" typed fast, or by a script, comes as one piece.
  return input.split(/(\r\n|\r|\n)/).flatMap((part): KeyPress[] => (part === '' ? [] : /^[\r\n]/.test(part) ? [{ input: '', name: 'enter' }] : [{ input: part, name: 'text' }]))
}

function nameOf(input: string, key: Key): KeyPress['name'] {
  if (key.ctrl) return input === 'c' ? 'interrupt' : input === 'u' ? 'clear' : input === 'a' ? 'home' : input === 'e' ? 'end' : input === 'l' ? 'redraw' : 'other'
  if (key.return) return 'enter'
  if (key.escape) return 'escape'
  if (key.tab) return key.shift ? 'back-tab' : 'tab'
  // Terminals send DEL for the backspace key, which ink may call delete.
  if (key.backspace || key.delete) return 'backspace'
  if (key.leftArrow) return 'left'
  if (key.rightArrow) return 'right'
  if (key.upArrow) return 'up'
  if (key.downArrow) return 'down'
  if (key.home) return 'home'
  if (key.end) return 'end'
  return key.meta || input === '' ? 'other' : 'text'
}
