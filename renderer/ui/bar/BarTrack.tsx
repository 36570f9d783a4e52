/** The line itself: solid what is over, growing what runs, the cone of the end over what is ahead, the hatched floor, the window's end. */
import { memo } from 'react'
import { presentOf, type BarModel } from './barModel.ts'
import type { BarScale } from './barScale.ts'
import styles from './BarTrack.module.css'

/** Units of the drawing, from edge to edge. */
const WIDTH = 1000
/** A step no wider than this is not cut off: nothing would be left of it. */
const NARROW = 2

export function BarTrack({ bar, scale, now }: { readonly bar: BarModel; readonly scale: BarScale; readonly now: number }) {
  const present = presentOf(bar, now)
  const floorAt = bar.endsAt === null ? null : bar.endsAt - bar.safetyFloorMs
  const span = (from: number, to: number): { readonly left: string; readonly width: string } => ({ left: share(scale.x(from)), width: share(scale.x(to) - scale.x(from)) })
  const at = (time: number): { readonly left: string } => ({ left: share(scale.x(time)) })
  const lineTo = bar.endsAt ?? scale.to
  const over = bar.endsAt !== null && scale.to > bar.endsAt

  return (
    <div className={styles['track']}>
      {scale.gap
        ? (
            <>
              <div className={styles['line']} style={{ left: 0, width: share(scale.gap.left) }} />
              <div className={styles['line']} style={{ left: share(scale.gap.right), width: share(1 - scale.gap.right) }} />
            </>
          )
        : <div className={styles['line']} style={span(scale.from, lineTo)} />}
      {floorAt !== null && bar.safetyFloorMs > 0 && <div className={styles['floor']} style={span(Math.max(floorAt, scale.from), lineTo)} />}
      {over && <div className={styles['beyond']} style={span(lineTo, scale.to)} />}
      <Ahead bar={bar} scale={scale} />
      {bar.ahead.filter(({ hold }) => hold).map((step) => <div key={step.from} className={styles['notch']} style={span(step.from, step.to)} />)}
      {bar.eta && <Cone bar={bar} eta={bar.eta} scale={scale} from={present ?? bar.runFrom} />}
      {bar.done.map((part, index) => <div key={index} className={styles['done']} data-tone={part.tone} style={span(part.from, part.to)} />)}
      {bar.presentFrom !== null && present !== null && <div className={styles['present']} data-tone={bar.rolling ? 'rolling' : 'now'} style={span(bar.presentFrom, present)} />}
      {bar.holds.map((hold) => <div key={hold.from} className={styles['held']} style={span(hold.from, hold.to ?? present ?? hold.from)} />)}
      {bar.ahead.filter(({ pointOfNoReturn }) => pointOfNoReturn).map((step) => <div key={step.from} className={styles['ponr']} style={at(step.from)} />)}
      {scale.gap && (
        <div className={styles['gap']} style={{ left: share(scale.gap.left), width: share(scale.gap.right - scale.gap.left) }}>
          <svg className={styles['rip']} viewBox="0 0 8 20" preserveAspectRatio="none" aria-hidden="true"><path d="M7 0 1 20" /></svg>
          <svg className={styles['rip']} viewBox="0 0 8 20" preserveAspectRatio="none" aria-hidden="true"><path d="M7 0 1 20" /></svg>
        </div>
      )}
      {bar.endsAt !== null && <div className={styles['end']} data-over={(present !== null && present > bar.endsAt) || undefined} style={at(bar.endsAt)} />}
      {present !== null && <div className={styles['now']} data-tone={bar.moves ? (bar.rolling ? 'rolling' : 'now') : 'plain'} data-stands={!bar.moves || undefined} style={at(present)} />}
    </div>
  )
}

/** A thousand steps are one shape: as boxes of their own they cost a layout each time. */
const Ahead = memo(function Ahead({ bar: { ahead }, scale }: { readonly bar: BarModel; readonly scale: BarScale }) {
  const parts = ahead.filter(({ hold }) => !hold).map(({ from, to }) => ({ left: scale.x(from) * WIDTH, right: scale.x(to) * WIDTH }))
  const solid = parts.map(({ left, right }) => `M${left.toFixed(2)} 0H${right.toFixed(2)}V1H${left.toFixed(2)}z`)
  const cuts = parts.filter(({ left, right }) => right - left > NARROW).map(({ right }) => `M${right.toFixed(2)} 0V1`)
  return (
    <svg className={styles['ahead']} viewBox={`0 0 ${WIDTH} 1`} preserveAspectRatio="none" aria-hidden="true">
      <path className={styles['solid']} d={solid.join('')} />
      <path className={styles['cuts']} d={cuts.join('')} />
    </svg>
  )
})

/** From the present to P10 it opens, from P10 to P90 the run ends somewhere; where that is too late it says so. */
function Cone({ bar, eta, scale, from }: { readonly bar: BarModel; readonly eta: NonNullable<BarModel['eta']>; readonly scale: BarScale; readonly from: number }) {
  const x = (at: number): number => scale.x(at) * 100
  const { band, p50 } = eta
  const opens = band?.p10 ?? p50
  const floorAt = bar.endsAt === null ? Infinity : bar.endsAt - bar.safetyFloorMs
  const endsAt = bar.endsAt ?? Infinity
  const zones = band === null
    ? []
    : ([['fine', band.p10, Math.min(band.p90, floorAt)], ['late', Math.max(band.p10, floorAt), Math.min(band.p90, endsAt)], ['failed', Math.max(band.p10, endsAt), band.p90]] as const).filter(([, left, right]) => right > left)
  const tone = p50 > endsAt ? 'failed' : p50 > floorAt ? 'late' : 'fine'
  return (
    <>
      <svg className={styles['cone']} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" data-tone={tone}>
        <polygon points={`${x(from)},46 ${x(opens)},0 ${x(opens)},100 ${x(from)},54`} />
      </svg>
      {zones.map(([zone, left, right]) => <div key={zone} className={styles['band']} data-tone={zone} style={{ left: share(scale.x(left)), width: share(scale.x(right) - scale.x(left)) }} />)}
      <div className={styles['p50']} data-tone={tone} style={{ left: share(scale.x(p50)) }} />
    </>
  )
}

function share(x: number): string {
  return `${(x * 100).toFixed(3)}%`
}
