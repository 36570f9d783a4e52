/** How many terminal cells a text takes, and texts cut to a number of cells. Control characters take none and are left out. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** East Asian Wide and Fullwidth (UAX #11), in the ranges that text really holds. */
const WIDE = /^[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u
const EMOJI = /^\p{Emoji_Presentation}|^\p{Extended_Pictographic}\uFE0F|^[#*\d]\uFE0F\u20E3/u
const ASCII = /^[ -~]*$/
const NOTHING = /^[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Zl}\p{Zp}]+$/u

export function clusters(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

function cells(cluster: string): number {
  if (NOTHING.test(cluster)) return 0
  return WIDE.test(cluster) || EMOJI.test(cluster) ? 2 : 1
}

/** A screen asks for the same texts four times a second. */
const asked = new Map<string, number>()
const ASKED_MOST = 4000

export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length
  const before = asked.get(text)
  if (before !== undefined) return before
  let width = 0
  for (const cluster of clusters(text)) width += cells(cluster)
  if (asked.size >= ASKED_MOST) asked.clear()
  asked.set(text, width)
  return width
}

/** One line of plain text: white space is a space, what has no width of its own is gone. */
export function plain(text: string): string {
  if (ASCII.test(text) && !text.includes('  ')) return text
  return clusters(text.replace(/\s+/g, ' ')).filter((cluster) => cells(cluster) > 0).join('')
}

/** At most `width` cells; what is cut is told by `…`. */
export function cut(text: string, width: number): string {
  if (width <= 0) return ''
  if (widthOf(text) <= width) return text
  if (ASCII.test(text)) return `${text.slice(0, width - 1).trimEnd()}…`
  let kept = ''
  let used = 0
  for (const cluster of clusters(text)) {
    used += cells(cluster)
    if (used > width - 1) break
    kept += cluster
  }
  return `${kept.trimEnd()}…`
}

/** Exactly `width` cells, cut or filled up. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const short = cut(text, width)
  const fill = ' '.repeat(Math.max(0, width - widthOf(short)))
  return align === 'left' ? short + fill : fill + short
}

/** Lines of at most `width` cells, broken at spaces; words longer than a line are broken anywhere. */
export function wrap(text: string, width: number): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => wrapParagraph(plain(paragraph).trimEnd(), Math.max(1, width)))
}

function wrapParagraph(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (widthOf(line) > width) {
      const head = cut(line, width + 1).replace(/…$/, '')
      if (head === '') break
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  return [...lines, line]
}
