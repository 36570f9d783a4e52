/** A line of the screen as data: spans of text with a tone. Everything is laid out in these; ink only paints them. */
import { cut, widthOf } from './width.ts'

/** Tones mean states, never decoration. */
export type Tone = 'plain' | 'quiet' | 'now' | 'fine' | 'late' | 'failed' | 'rolling'

export interface Span {
  readonly text: string
  readonly tone?: Tone
  readonly bold?: boolean
  readonly inverse?: boolean
}

export type Line = readonly Span[]

export const EMPTY: Line = []

export const span = (text: string, tone: Tone = 'plain', look: { bold?: boolean; inverse?: boolean } = {}): Span => ({ text, tone, ...look })
export const text = (value: string, tone: Tone = 'plain', look: { bold?: boolean; inverse?: boolean } = {}): Line => [span(value, tone, look)]

export function lineWidth(line: Line): number {
  return line.reduce((sum, part) => sum + widthOf(part.text), 0)
}

/** At most `width` cells; the first span that does not fit is cut with `…`, the rest is gone. */
export function cutLine(line: Line, width: number): Line {
  const kept: Span[] = []
  let left = width
  for (const part of line) {
    const size = widthOf(part.text)
    if (size <= left) {
      kept.push(part)
      left -= size
      continue
    }
    if (left > 0) kept.push({ ...part, text: cut(part.text, left) })
    break
  }
  return kept
}

/** Exactly `width` cells. */
export function padLine(line: Line, width: number): Line {
  const short = cutLine(line, width)
  const missing = width - lineWidth(short)
  return missing > 0 ? [...short, { text: ' '.repeat(missing) }] : short
}

/** `left` and `right` at the two ends of the line; `left` gives way. */
export function ends(left: Line, right: Line, width: number): Line {
  const kept = cutLine(right, width)
  const size = lineWidth(kept)
  return size === 0 ? cutLine(left, width) : [...padLine(left, Math.max(0, width - size - 1)), ...(size < width ? [{ text: ' ' }] : []), ...kept]
}

/** Two blocks of lines beside each other with a hairline between. */
export function beside(left: readonly Line[], leftWidth: number, right: readonly Line[], rightWidth: number, height: number): Line[] {
  return Array.from({ length: height }, (_, row) => [...padLine(left[row] ?? EMPTY, leftWidth), span(' │ ', 'quiet'), ...cutLine(right[row] ?? EMPTY, rightWidth)])
}

/** The texts with two spaces between. */
export function join(parts: readonly Line[], gap = '  '): Line {
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : [{ text: gap }, ...part]))
}

export const plainText = (line: Line): string => line.map((part) => part.text).join('')
