/**
 * Labels on a line that never touch each other. Each has a place that it belongs to, and texts from long to short; the most important is
 * placed first, at its place or beside it, and what finds no room falls away (the bar's own text says it all the same).
 */

export interface LabelText {
  readonly words: string
  /** In figures, after the words. */
  readonly figure: string
}

export interface Label {
  readonly id: string
  /** px from the left. */
  readonly anchor: number
  /** Where the text lies at its anchor at first; the other sides are tried next. */
  readonly prefer: 'start' | 'middle' | 'end'
  /** The lowest is placed first. */
  readonly rank: number
  /** The longest first. */
  readonly texts: readonly LabelText[]
}

export interface PlacedLabel {
  readonly id: string
  readonly left: number
  readonly width: number
  readonly text: LabelText
}

/** Between two labels, px. */
const APART_PX = 10
/** Between a label and what it stands beside. */
const BESIDE_PX = 4

/** `measure`: width of a text, px. `taken`: stretches where no label may stand. */
export function placeLabels(labels: readonly Label[], widthPx: number, measure: (text: LabelText) => number, taken: readonly { readonly left: number; readonly right: number }[] = []): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const label of labels.toSorted((a, b) => a.rank - b.rank)) {
    const found = place(label, widthPx, measure, [...placed.map(({ left, width }) => ({ left, right: left + width })), ...taken])
    if (found) placed.push(found)
  }
  return placed
}

function place({ id, anchor, prefer, texts }: Label, widthPx: number, measure: (text: LabelText) => number, taken: readonly { readonly left: number; readonly right: number }[]): PlacedLabel | null {
  for (const text of texts) {
    const width = Math.ceil(measure(text))
    if (width > widthPx) continue
    for (const left of candidates(anchor, width, prefer)) {
      const inside = prefer === 'middle' ? Math.min(Math.max(0, left), widthPx - width) : left
      if (inside < 0 || inside + width > widthPx) continue
      if (taken.every((other) => inside + width + APART_PX <= other.left || inside >= other.right + APART_PX)) return { id, left: inside, width, text }
    }
  }
  return null
}

function candidates(anchor: number, width: number, prefer: Label['prefer']): readonly number[] {
  const start = anchor + BESIDE_PX
  const end = anchor - width - BESIDE_PX
  const middle = anchor - width / 2
  return { start: [start, end], end: [end, start], middle: [middle, start, end] }[prefer]
}
