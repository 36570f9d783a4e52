/** A program's colours (SGR) as spans of names; the palette is the page's. Every other escape was cut by the host. */

export interface SgrSpan {
  readonly text: string
  /** One of the eight names, `bright-` before it; null where the program chose none. */
  readonly colour: string | null
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
}

type Style = Omit<SgrSpan, 'text'>

const PLAIN: Style = { colour: null, bold: false, dim: false, italic: false, underline: false }
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
const ESCAPE = new RegExp(`${'\u001b'}\\[([0-9;:]*)m`, 'gu')

/** Lines of spans; a style goes on over the ends of lines. */
export function sgrLines(text: string): readonly (readonly SgrSpan[])[] {
  const lines: SgrSpan[][] = [[]]
  let style = PLAIN
  let from = 0
  const add = (part: string): void => {
    part.split('\n').forEach((piece, index) => {
      if (index > 0) lines.push([])
      if (piece !== '') lines.at(-1)?.push({ text: piece, ...style })
    })
  }
  for (const match of text.matchAll(ESCAPE)) {
    add(text.slice(from, match.index))
    style = styled(style, match[1] ?? '')
    from = match.index + match[0].length
  }
  add(text.slice(from))
  return lines
}

/** Without colours: to be copied. */
export function withoutSgr(text: string): string {
  return text.replace(ESCAPE, '')
}

function styled(before: Style, codes: string): Style {
  const parts = codes.split(/[;:]/u).map(Number)
  let style = before
  for (let index = 0; index < parts.length; index++) {
    const code = parts[index] ?? 0
    if (code === 38 || code === 48) {
      const size = parts[index + 1] === 5 ? 2 : 4
      if (code === 38 && size === 2) style = { ...style, colour: nameOf(parts[index + 2] ?? 0) }
      index += size
    } else style = one(style, code)
  }
  return style
}

function one(style: Style, code: number): Style {
  if (code === 0) return PLAIN
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 3) return { ...style, italic: true }
  if (code === 4) return { ...style, underline: true }
  if (code === 22) return { ...style, bold: false, dim: false }
  if (code === 23) return { ...style, italic: false }
  if (code === 24) return { ...style, underline: false }
  if (code === 39) return { ...style, colour: null }
  if (code >= 30 && code <= 37) return { ...style, colour: nameOf(code - 30) }
  if (code >= 90 && code <= 97) return { ...style, colour: nameOf(code - 90 + 8) }
  return style
}

/** Of the 256, the first sixteen have names; the others are left to the page's own ink. */
function nameOf(index: number): string | null {
  const name = NAMES[index % 8]
  if (index > 15 || name === undefined) return null
  return index > 7 ? `bright-${name}` : name
}
