/**
 * Labels on a line that never touch each other. Each has a place that it belongs to, and texts from long to short; the most important is
 * placed first, at its place or beside it. Where one finds no room all are shortened; what then still finds none falls away (the bar's own
 * text says it all the same).
 */

export interface LabelText {
  readonly words: string
  /** In figures, after the words. */
  readonly figure: string
  /** Words after the figure. */
  readonly tail?: string | undefined
}

export interface Label {
  readonly id: string
  /** px from the left. */
  readonly anchor: number
  /** Where the text lies at its anchor at first; the other sides are tried next. */
  readonly prefer: 'start' | 'middle' | 'end'
  /** The lowest is placed first. */
  readonly rank: number
  /** px between the anchor and the text beside it; 4 unless said. */
  readonly beside?: { readonly start: number; readonly end: number } | undefined
  /** No other label is shortened for its sake. */
  readonly optional?: boolean | undefined
  /** The longest first. */
  readonly texts: readonly LabelText[]
}

/** Where nothing may stand but the label that it belongs to. */
export interface Taken {
  readonly id: string
  readonly left: number
  readonly right: number
}

export interface PlacedLabel {
  readonly id: string
  readonly left: number
  readonly width: number
  readonly text: LabelText
}

/** Between two labels, px. */
const APART_PX = 10
/** Between a label and what it stands beside, unless said. */
const BESIDE = { start: 4, end: 4 }

/** `measure`: width of a text, px. */
export function placeLabels(labels: readonly Label[], widthPx: number, measure: (text: LabelText) => number, taken: readonly Taken[] = []): readonly PlacedLabel[] {
  const wanted = labels.filter(({ optional }) => optional !== true).map(({ id }) => id)
  const longest = Math.max(0, ...labels.map(({ texts }) => texts.length))
  let best: readonly PlacedLabel[] = []
  for (let level = 0; level < longest; level++) {
    const placed = placeAll(labels.map((label) => ({ ...label, texts: label.texts.slice(Math.min(level, label.texts.length - 1)) })), widthPx, measure, taken)
    if (wanted.every((id) => placed.some((label) => label.id === id))) return placed
    if (placed.length > best.length) best = placed
  }
  return best
}

function placeAll(labels: readonly Label[], widthPx: number, measure: (text: LabelText) => number, taken: readonly Taken[]): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const label of labels.toSorted((a, b) => a.rank - b.rank)) {
    const found = place(label, widthPx, measure, [...placed.map(({ left, width }) => ({ left, right: left + width })), ...taken.filter(({ id }) => id !== label.id)])
    if (found) placed.push(found)
  }
  return placed
}

function place({ id, anchor, prefer, beside = BESIDE, texts }: Label, widthPx: number, measure: (text: LabelText) => number, taken: readonly { readonly left: number; readonly right: number }[]): PlacedLabel | null {
  for (const text of texts) {
    const width = Math.ceil(measure(text))
    if (width > widthPx) continue
    for (const left of candidates(anchor, width, prefer, beside)) {
      const inside = prefer === 'middle' ? Math.min(Math.max(0, left), widthPx - width) : left
      if (inside < 0 || inside + width > widthPx) continue
      if (taken.every((other) => inside + width + APART_PX <= other.left || inside >= other.right + APART_PX)) return { id, left: inside, width, text }
    }
  }
  return null
}

function candidates(anchor: number, width: number, prefer: Label['prefer'], beside: typeof BESIDE): readonly number[] {
  const start = anchor + beside.start
  const end = anchor - width - beside.end
  const middle = anchor - width / 2
  return { start: [start, end], end: [end, start], middle: [middle, start, end] }[prefer]
}
