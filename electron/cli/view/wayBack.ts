/** Until when the way back fits, in words. */
import type { WayBack } from '../../core/view/wayBack.ts'
import { formatMinute, formatTime } from './format.ts'
import { span, type Line } from './line.ts'

/** Within this, seconds count. */
const NEAR_MS = 10 * 60_000

/** In words, then shorter and shorter; none where there is nothing to say. */
export function wayBackLines({ evidence, safe, startsAt }: WayBack, now: number): readonly Line[] {
  if (evidence === 'forward-only') return [[span('▲ forward only', 'plain', { bold: true })], [span('▲ forward', 'plain', { bold: true })]]
  if (evidence === 'none') return [[span('no rollback', 'quiet')]]
  if (evidence === 'never') return [[span('⚑ ', 'late', { bold: true }), span('rollback never rehearsed', 'late')], [span('⚑ ', 'late', { bold: true }), span('unrehearsed', 'late')], [span('⚑ ?', 'late', { bold: true })]]
  if (safe === null) return []
  const low = evidence === 'low' ? ' (few rehearsals)' : ''
  const mark = evidence === 'low' ? '~' : ''
  if (safe < startsAt) return [[span('⚑ rollback never fits the window', 'failed', { bold: true })], [span('⚑ never', 'failed', { bold: true })]]
  const at = (safe - now < NEAR_MS ? formatTime : formatMinute)(safe)
  if (safe < now) return [[span(`⚑ rollback fitted until ${mark}${at}`, 'failed', { bold: true }), span(low, 'quiet')], [span(`⚑ was ${mark}${at}`, 'failed', { bold: true })]]
  const flag = span('⚑ ', 'rolling', { bold: true })
  return [[flag, span('rollback fits until '), span(`${mark}${at}`, 'plain', { bold: true }), span(low, 'late')], [flag, span(`${mark}${at}`, 'plain', { bold: true })]]
}
