/**
 * One horizontal line from the start to the end of the change window: what is done, what runs, when it will end and how sure that is, the
 * safety floor, and until when a rollback fits. Everything about a run hangs under it.
 */
import { useRef } from 'react'
import { BarTrack } from './bar/BarTrack.tsx'
import { labelsOf, type BarLabel } from './bar/barLabels.ts'
import { presentOf, type BarModel } from './bar/barModel.ts'
import { scaleOf } from './bar/barScale.ts'
import { describeBar, wayBackWords } from './bar/barWords.ts'
import { placeLabels, type LabelText, type Taken } from './bar/placeLabels.ts'
import { useMeasure } from './bar/useMeasure.ts'
import { useWidth } from './bar/useWidth.ts'
import { classes } from './classes.ts'
import { formatSpan } from './format.ts'
import { useCalm } from './useCalm.ts'
import { useNow } from './useNow.ts'
import styles from './WindowBar.module.css'

export interface WindowBarProps {
  readonly bar: BarModel
  /** `s` a row of a list, `m` Plan and New run, `l` Console, `war` the War room. */
  readonly size: 's' | 'm' | 'l' | 'war'
}

/** A pixel of the bar is passed in less than this: then it moves four times a second. */
const FAST_MS_PER_PX = 600
/** About as wide as the style sheet draws it. */
const PENNANT_PX = { s: 10, m: 13, l: 14, war: 32 } as const
/** The gap of a broken scale has room for how much time it leaves out. */
const GAP_PX = { s: 58, m: 64, l: 68, war: 150 } as const

export function WindowBar({ bar, size }: WindowBarProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const measure = useMeasure(box)
  useCalm(box, bar.eta?.p50 ?? null)
  const standing = useNow(bar.moves ? 1000 : null)
  const rough = scaleOf(bar, standing, width, GAP_PX[size])
  const runMs = rough.gap ? rough.gap.from - rough.from : rough.to - rough.from
  const now = useNow(bar.moves ? (runMs / Math.max(1, width * (rough.gap?.left ?? 1)) < FAST_MS_PER_PX ? 250 : 1000) : null)
  const scale = scaleOf(bar, now, width, GAP_PX[size])
  const labels = labelsOf(bar, scale, now, { widthPx: width, pennantPx: PENNANT_PX[size] })
  const way = wayBackWords(bar, presentOf(bar, now))
  const flagAt = way?.at ?? null
  const row = (name: string, shown: readonly BarLabel[], taken: readonly Taken[] = []) => <LabelRow name={name} labels={shown} width={width} measure={measure} taken={taken} />
  const gap = scale.gap && { left: scale.gap.left * width, right: scale.gap.right * width }

  return (
    <div ref={box} className={styles['bar']} data-size={size} role="img" aria-label={describeBar(bar, now)}>
      {width > 0 && (
        <>
          {row('above', labels.above, flagAt === null ? [] : [{ id: 'flag', left: scale.x(flagAt) * width - PENNANT_PX[size], right: scale.x(flagAt) * width }])}
          {labels.phases.length > 0 && size !== 's' && row('phases', labels.phases)}
          <div className={styles['tracked']}>
            <BarTrack bar={bar} scale={scale} now={now} />
            {scale.gap && gap && <span className={classes('figures', styles['gap'])} style={{ left: gap.left, width: gap.right - gap.left }}>{`+${formatSpan(scale.gap.to - scale.gap.from)}`}</span>}
          </div>
          {flagAt !== null && way && <Flag x={scale.x(flagAt)} tone={way.tone} />}
          {row('below', labels.below)}
        </>
      )}
    </div>
  )
}

/** The latest safe rollback time: a pole through the line, its pennant to the left, where there is still time. */
function Flag({ x, tone }: { readonly x: number; readonly tone: string }) {
  return <div className={styles['flag']} data-tone={tone} style={{ left: `${(x * 100).toFixed(3)}%` }}><span className={styles['pennant']} /></div>
}

interface LabelRowProps {
  readonly name: string
  readonly labels: readonly BarLabel[]
  readonly width: number
  readonly measure: (text: LabelText) => number
  readonly taken: readonly Taken[]
}

function LabelRow({ name, labels, width, measure, taken }: LabelRowProps) {
  const tones = new Map(labels.map(({ id, tone }) => [id, tone]))
  return (
    <div className={styles['labels']} data-row={name}>
      {placeLabels(labels, width, measure, taken).map(({ id, left, text }) => (
        <span key={id} className={styles['label']} data-label={id} data-tone={tones.get(id)} style={{ left }}>
          {text.words !== '' && <span>{text.words}</span>}
          {text.figure !== '' && <span className="figures">{text.figure}</span>}
          {text.tail !== undefined && <span>{text.tail}</span>}
        </span>
      ))}
    </div>
  )
}
