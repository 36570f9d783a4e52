/** The measures of the picture, in its own pixels (at zoom 1). They follow the 4 px grid of the design system. */

export const STEP = {
  width: 232,
  /** With a title of one line, or of two. */
  low: 44,
  high: 60,
  /** About where a title breaks. */
  lineChars: 33,
} as const

export const GAP = {
  /** Between steps along a lane. */
  step: 18,
  /** Between the columns of groups. */
  column: 44,
  /** Around what is in a group. */
  inset: 12,
  /** Between lines that run side by side. */
  line: 9,
  /** Before a point of no return. */
  gate: 16,
  /** Between two stacked groups. */
  stacked: 12,
} as const

export const GROUP = { head: 40, lane: 24, foot: 22, closedWidth: 232, closedHeight: 64 } as const
/** Room around the tracks of the street between phases and branches. */
export const STREET = { margin: 28, track: 20 } as const
export const DOT = 16

/** A title that needs a second line makes a step higher. */
export function stepHeight(title: string): number {
  return title.length > STEP.lineChars ? STEP.high : STEP.low
}

/** Of a label's text, roughly, and always the same: nothing is measured. */
export function labelWidth(text: string): number {
  return Math.ceil(text.length * 6.2) + 10
}
