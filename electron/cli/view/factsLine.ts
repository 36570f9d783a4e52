/** The line under the present step's title: its id whole, then as much as there is room for. */
import { formatClock, formatTime } from './format.ts'
import { ends, text, type Line, type Tone } from './line.ts'
import type { ViewModel } from '../../core/view/model.ts'
import type { Present } from '../../core/view/present.ts'
import { plain, widthOf } from './width.ts'

/** Of the time that was given: with less than this left it is told as late. */
const LITTLE = 0.2

export function factsLine(model: ViewModel, present: Present, width: number): Line {
  const { step, place, attempt } = present
  const at = model.present.length > 1 ? `${model.present.findIndex((other) => other.step.id === step.id) + 1} of ${model.present.length}` : ''
  const tries = attempt > 1 ? `attempt ${attempt}` : ''
  const lane = place.lane === null ? '' : `lane ${place.lane}`
  const owner = step.owner ?? 'no owner'
  const [when, short, tone] = whenOf(model, present)
  const forms: readonly (readonly [readonly string[], string])[] = [
    [[step.id, owner, lane, step.kind, tries, at], when],
    [[step.id, owner, lane, tries, at], when],
    [[step.id, owner, lane, tries, at], short],
    [[step.id, owner, tries, at], short],
    [[step.id, tries, at], short],
    [[step.id], short],
    [[step.id], ''],
  ]
  const said = forms.map(([facts, then]) => [plain(facts.filter((fact) => fact !== '').join(' · ')), then] as const)
  const [facts, then] = said.find(([left, right]) => widthOf(left) + widthOf(right) + 2 <= width) ?? [step.id, '']
  return ends(text(facts, 'quiet'), then === '' ? [] : text(then, tone), width)
}

function whenOf({ nowWall }: ViewModel, { failedAt, clock }: Present): [when: string, short: string, tone: Tone] {
  if (failedAt !== null) {
    const stands = `stands for ${formatClock(nowWall - failedAt)}`
    return [stands, stands, 'late']
  }
  if (clock === null) return ['', '', 'quiet']
  const left = clock.at - nowWall
  const short = `${clock.what} in ${formatClock(left)}`
  return [`${clock.what} ${formatTime(clock.at)} (${formatClock(left)})`, short, clock.what !== 'ends' && left < clock.lengthMs * LITTLE ? 'late' : 'quiet']
}
