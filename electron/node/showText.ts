/**
 * Shows text from files so that what is read is what is there: control characters, invisible ones and those that change the
 * direction of writing stand as `\u{202E}`; none of them reaches a terminal.
 */
import type { Execution } from '../core/ports.ts'

/** Controls (CR, ESC, C1), format and bidi marks, ignorables (zero-width, fillers, tags), unusual spaces, lone surrogates, private and unassigned code points. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u{2800}]|(?! )\p{Zs}/gu
const NEEDS_QUOTES = /^$|[\s"'\\`$&|;<>()*?[\]{}#~!]/u

/** For names, titles and messages. */
export function showText(text: string): string {
  return text.replaceAll(HIDDEN, escapeChar)
}

/** Controls but newline and tab, and marks that change the direction of writing. */
const MISLEADING = /(?![\n\t])\p{Cc}|[\p{Zl}\p{Zp}\p{Cs}\u{61C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}\u{2066}-\u{2069}\u{FEFF}]/gu

/** For what people wrote to be read on a screen (titles, instructions): lines and joined emoji stay as they are. */
export function showProse(text: string): string {
  return text.replaceAll(MISLEADING, escapeChar)
}

/** One argument as one unmistakable word: quoted where it is more than a plain one, and then with `"` and `\` escaped. */
export function showArgument(text: string): string {
  const shown = showText(text)
  if (shown === text && !NEEDS_QUOTES.test(text)) return text
  return `"${showText(text.replaceAll(/["\\]/g, (char) => `\\${char}`))}"`
}

/** A command as it will be run: its environment, then every argument; or a request. */
export function showExecution(execution: Execution): string {
  if (execution.kind === 'http') {
    const headers = Object.entries(execution.headers).map(([name, value]) => ` ${showText(name)}: ${showArgument(value)}`)
    return `${execution.method} ${showArgument(execution.url)}${headers.join('')}${execution.body === undefined ? '' : ` ${showArgument(execution.body)}`}`
  }
  const env = Object.entries(execution.env).map(([name, value]) => `${showText(name)}=${showArgument(value)} `)
  const where = execution.cwd === undefined ? '' : `(in ${showArgument(execution.cwd)}) `
  return `${where}${env.join('')}${execution.argv.map(showArgument).join(' ')}`
}

function escapeChar(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`
}
