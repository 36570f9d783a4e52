/** Lane names in front of titles: as wide as the longest, so that titles stand below each other. */
import type { SplitRow } from '../../core/view/rows.ts'
import { fit, plain, widthOf } from './width.ts'

const WIDEST = 12

export function laneWidth(rows: readonly SplitRow[]): number {
  return Math.min(WIDEST, Math.max(0, ...rows.map(({ lane }) => (lane === null ? 0 : widthOf(plain(lane))))))
}

export const laneLabel = (lane: string | null, width: number): string => (lane === null ? '' : `${fit(plain(lane), width)}│`)
