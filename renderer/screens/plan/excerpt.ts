/** A few lines of a file around a place in it. */

export interface ExcerptLine {
  readonly number: number
  readonly text: string
  /** The place is in it. */
  readonly here: boolean
}

const AROUND = 2
const LONGEST = 240

/** `line` and `column` are 1-based. A line that is very long is cut around the column; `column` is where the place stands in what is shown. */
export function excerptOf(source: readonly string[], line: number, column: number): { readonly lines: readonly ExcerptLine[]; readonly column: number } {
  const cut = column > LONGEST - 40 ? column - LONGEST / 2 : 0
  const from = Math.max(1, line - AROUND)
  const to = Math.min(source.length, line + AROUND)
  const lines = Array.from({ length: Math.max(0, to - from + 1) }, (_, index): ExcerptLine => {
    const number = from + index
    const text = source[number - 1] ?? ''
    return { number, here: number === line, text: (number === line && cut > 0 ? `…${text.slice(cut + 1)}` : text).slice(0, LONGEST) }
  })
  return { lines, column: column - cut }
}

/** As a parser counts them. */
export function linesOf(source: string): readonly string[] {
  return source.split(/\r\n|\r|\n/)
}
