/**
 * The lines of the picture, in one drawing under its steps. Kinds differ in stroke and in the sign at their beginning, not in colour alone; where
 * coverage is shown, each transition has the stroke and the sign of what was rehearsed of it instead.
 */
import { useStore, ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { CoverageShape } from '../coverage/CoverageMark.tsx'
import { useChoice } from './chosen.ts'
import type { Point } from './interior.ts'
import { headOf, middleOf, pathOf, towards } from './path.ts'
import type { Line, LineKind, Picture } from './picture.ts'
import { endWords } from './words.ts'
import { DOT } from './sizes.ts'
import styles from './Lines.module.css'

/** Lines are looked for by tiles of that many px of the screen, so that panning does not look each time. */
const TILE = 400
/** Clear of the step that a line comes from. */
const SIGN_AT = 9

export type Shown = 'kinds' | 'coverage'

export function Lines({ picture, show }: { readonly picture: Picture; readonly show: Shown }) {
  const { chosen } = useChoice()
  const tile = useStore(({ transform: [x, y, zoom], width, height }) => `${Math.floor(-x / TILE)} ${Math.floor(-y / TILE)} ${zoom} ${width} ${height}`)
  const seen = useMemo(() => inSight(picture.lines, tile), [picture, tile])
  return (
    <ViewportPortal>
      <svg className={styles['lines']} width={picture.width} height={picture.height} aria-hidden="true" data-choosing={chosen !== null || undefined} data-show={show}>
        {seen.map((line) => <OneLine key={line.id} line={line} show={show} bright={chosen !== null && line.of.includes(chosen)} />)}
        <circle className={styles['start']} cx={picture.start.x} cy={picture.start.y} r={DOT / 2 - 2} />
        {picture.ends.map(({ end, x, y }) => (
          <g key={end}>
            <circle className={styles['end']} cx={x} cy={y} r={DOT / 2} />
            <circle className={styles['start']} cx={x} cy={y} r={DOT / 2 - 4} />
            <text className={styles['endWord']} x={x + DOT} y={y + 5}>{endWords(end)}</text>
          </g>
        ))}
        {picture.gates.map((gate) => <Gate key={gate.step} from={gate.from} to={gate.to} />)}
      </svg>
    </ViewportPortal>
  )
}

const OneLine = memo(function OneLine({ line, show, bright }: { readonly line: Line; readonly show: Shown; readonly bright: boolean }) {
  const points = bright ? line.points : line.own
  const arrow = line.arrow && points.length === line.points.length
  const [first, second] = points
  const middle = show === 'coverage' && line.coverage !== null && line.kind !== 'rail' ? middleOf(points) : undefined
  return (
    <g className={styles['line']} data-kind={line.kind} data-bright={bright || undefined} data-unproven={line.unproven || undefined} data-coverage={line.coverage ?? undefined}>
      <path className={styles['stroke']} d={pathOf(points, { arrow })} />
      {arrow && <path className={styles['head']} d={headOf(points)} />}
      {show === 'kinds' && first && second && <Sign kind={line.kind} at={towards(first, second, SIGN_AT)} />}
      {middle && line.coverage && <CoverageShape status={line.coverage} x={middle.x} y={middle.y} />}
      {line.label && <text className={styles['label']} x={line.label.x} y={line.label.y}>{line.label.text}</text>}
    </g>
  )
})

/** Where a line of that kind begins. */
function Sign({ kind, at: { x, y } }: { readonly kind: LineKind; readonly at: Point }) {
  switch (kind) {
    case 'failure':
      return <path className={styles['sign']} d={`M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`} />
    case 'timeout':
      return <g className={styles['sign']}><circle cx={x} cy={y} r="5" /><path d={`M${x} ${y - 3}v3l2 1.5`} /></g>
    case 'choice':
      return <path className={styles['sign']} d={`M${x} ${y - 5}l5 5-5 5-5-5Z`} />
    case 'need':
      return <circle className={styles['sign']} cx={x} cy={y} r="3" />
    default:
      return null
  }
}

function Gate({ from, to }: { readonly from: Point; readonly to: Point }) {
  const y = from.y
  return (
    <g className={styles['gate']}>
      <path d={`M${from.x} ${y - 2}H${to.x}M${from.x} ${y + 2}H${to.x}`} />
      <path className={styles['post']} d={`M${from.x} ${y - 7}v14M${to.x} ${y - 7}v14`} />
      <text className={styles['gateWord']} x={from.x + 14} y={y - 7}>point of no return</text>
    </g>
  )
}

/** Those whose frame touches what is seen, with a tile around it. */
function inSight(lines: readonly Line[], tile: string): readonly Line[] {
  const [column = 0, row = 0, zoom = 1, width = 0, height = 0] = tile.split(' ').map(Number)
  const [left, top] = [((column - 1) * TILE) / zoom, ((row - 1) * TILE) / zoom]
  const [right, bottom] = [((column + 2) * TILE + width) / zoom, ((row + 2) * TILE + height) / zoom]
  return lines.filter(({ points }) => {
    const xs = points.map(({ x }) => x)
    const ys = points.map(({ y }) => y)
    return Math.max(...xs) >= left && Math.min(...xs) <= right && Math.max(...ys) >= top && Math.min(...ys) <= bottom
  })
}
