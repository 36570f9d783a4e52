/** Which labels stand above and below the bar, in the order of their weight. */
import type { Tone } from '../tone.ts'
import { presentOf, type BarModel } from './barModel.ts'
import type { BarScale } from './barScale.ts'
import { timeOnBar, wayBackWords } from './barWords.ts'
import type { Label, LabelText } from './placeLabels.ts'

export interface BarLabel extends Label {
  readonly tone: Tone
}

export interface BarLabels {
  readonly above: readonly BarLabel[]
  readonly phases: readonly BarLabel[]
  readonly below: readonly BarLabel[]
}

/** A run that is shown in less than this has its times with seconds. */
const SHORT_MS = 15 * 60_000

/** `pennantPx`: as wide as the flag is drawn, to the left of its pole. */
export function labelsOf(bar: BarModel, scale: BarScale, now: number, { widthPx, pennantPx }: { readonly widthPx: number; readonly pennantPx: number }): BarLabels {
  const drawing: Drawing = { bar, widthPx, pennantPx, short: (scale.gap?.from ?? scale.to) - scale.from < SHORT_MS, px: (at) => scale.x(at) * widthPx }
  return { above: above(drawing, presentOf(bar, now)), phases: phases(drawing), below: below(drawing) }
}

interface Drawing {
  readonly bar: BarModel
  readonly widthPx: number
  readonly pennantPx: number
  readonly short: boolean
  readonly px: (at: number) => number
}

function above({ bar, widthPx, pennantPx, short, px }: Drawing, present: number | null): readonly BarLabel[] {
  const way = wayBackWords(bar, present)
  const ponr = bar.ahead.find(({ pointOfNoReturn }) => pointOfNoReturn)
  const labels: BarLabel[] = []
  if (way) {
    const figure = way.at === null ? '' : timeOnBar(bar, way.at, { near: present })
    const tail = way.caveat === null ? undefined : `· ${way.caveat}`
    const texts: LabelText[] = way.at === null ? [text(way.words), text(way.short)] : [{ words: way.words, figure, tail }, { words: way.short, figure, tail }, { words: '', figure: `${tail === undefined ? '' : '~'}${figure}` }]
    labels.push({ id: 'flag', tone: way.tone, rank: 0, anchor: way.at === null ? widthPx : px(way.at), prefer: way.at === null ? 'middle' : 'end', beside: { start: 6, end: pennantPx + 5 }, texts })
  }
  if (present !== null) labels.push({ id: 'now', tone: bar.moves ? (bar.rolling ? 'rolling' : 'now') : 'plain', rank: 1, anchor: px(present), prefer: 'middle', texts: [{ words: bar.moves ? 'now' : 'ended', figure: timeOnBar(bar, present, { seconds: short }) }, { words: '', figure: timeOnBar(bar, present, { seconds: short }) }] })
  if (ponr) labels.push({ id: 'ponr', tone: 'plain', rank: 2, anchor: px(ponr.from), prefer: 'start', optional: true, texts: [text('point of no return'), text('no return')] })
  return labels
}

function phases({ bar, px }: Drawing): readonly BarLabel[] {
  return bar.phases.map(({ title, from, to }, index) => ({ id: `phase-${index}`, tone: 'quiet', rank: -(to - from), anchor: px(from) - 4, prefer: 'start', optional: true, texts: [text(title)] }))
}

function below({ bar, short, px }: Drawing): readonly BarLabel[] {
  const { eta, endsAt, startsAt } = bar
  const labels: BarLabel[] = []
  if (endsAt !== null) {
    const figure = timeOnBar(bar, endsAt)
    labels.push({ id: 'end', tone: 'plain', rank: 0, anchor: px(endsAt), prefer: 'middle', texts: [{ words: bar.axis === 'wall' ? 'window ends' : 'window', figure }, { words: '', figure }] })
    if (bar.safetyFloorMs > 0) labels.push({ id: 'floor', tone: 'quiet', rank: 3, anchor: px(endsAt - bar.safetyFloorMs), prefer: 'end', optional: true, texts: [text('safety floor'), text('floor')] })
  }
  if (eta) {
    const p50 = timeOnBar(bar, eta.p50, { seconds: short })
    const band = eta.band && `${timeOnBar(bar, eta.band.p10, { seconds: short })}–${timeOnBar(bar, eta.band.p90, { seconds: short })}`
    const tone = endsAt !== null && eta.p50 > endsAt ? 'failed' : endsAt !== null && eta.p50 > endsAt - bar.safetyFloorMs ? 'late' : 'fine'
    labels.push({ id: 'eta', tone, rank: 1, anchor: px(eta.p50), prefer: 'middle', texts: [...(band === null ? [] : [{ words: 'ends', figure: `${p50} (${band})` }]), { words: 'ends', figure: p50 }, { words: '', figure: p50 }] })
  }
  const last = bar.ahead.at(-1)
  if (!eta && bar.axis === 'elapsed' && last) labels.push({ id: 'eta', tone: 'quiet', rank: 1, anchor: px(last.to), prefer: 'middle', texts: [{ words: 'planned', figure: timeOnBar(bar, last.to) }] })
  if (bar.axis === 'wall') labels.push({ id: 'start', tone: 'quiet', rank: 2, anchor: px(startsAt), prefer: 'middle', texts: [{ words: '', figure: timeOnBar(bar, startsAt) }] })
  return labels
}

function text(words: string): LabelText {
  return { words, figure: '' }
}
