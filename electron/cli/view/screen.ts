/** The whole screen as exactly `rows` lines of at most `columns` cells. */
import { barLine } from './barPane.ts'
import { keyLines, menuLines, messageLines, promptLines, type Message } from './bottomPane.ts'
import { headerLines, standingLine } from './headerPane.ts'
import { helpLines } from './helpPane.ts'
import type { Binding } from './binding.ts'
import { beside, cutLine, EMPTY, span, type Line } from './line.ts'
import type { Menu } from './menu.ts'
import type { ViewModel } from '../../core/view/model.ts'
import type { Present } from '../../core/view/present.ts'
import { presentLines } from './presentPane.ts'
import type { PromptState } from './prompt.ts'
import { splitLines } from './splitsPane.ts'

export interface ScreenState {
  readonly model: ViewModel
  readonly selected: Present | undefined
  readonly bindings: readonly Binding[]
  readonly prompt: PromptState | null
  readonly message: Message | null
  readonly help: boolean
  /** The open menu. */
  readonly menu: Menu | null
}

/** From this width on the present step stands beside the splits. */
const SIDE_BY_SIDE = 110

export function screenLines(state: ScreenState, columns: number, rows: number): Line[] {
  const { model, prompt, message, help, bindings, menu } = state
  const rule: Line = [span('─'.repeat(columns), 'quiet')]
  const standings = [standingLine(model.standing), model.alsoHeld && standingLine(model.alsoHeld)].filter((line) => line !== null)
  const airy = rows >= 30
  const top = [...headerLines(model, columns), ...(airy ? [EMPTY] : []), ...(model.bar ? [barLine(model.bar, columns), ...(airy ? [EMPTY] : [])] : []), ...standings, rule]
  const told = messageLines(message, model.nowWall, columns)
  // Where there is room the message has its line even when it is empty, so that nothing jumps.
  const said = told.length === 0 && rows >= 24 ? [EMPTY] : told
  const bottom = [rule, ...(prompt ? promptLines(prompt, columns) : menu ? menuLines(menu, columns) : [...said, ...keyLines(bindings, columns)])]
  // On the smallest screens the foot stays: without it nothing can be done.
  const foot = bottom.slice(-Math.max(4, rows - top.length))
  const room = Math.max(0, rows - top.length - foot.length)
  const middle = help ? helpLines(bindings, columns, room) : middleLines(state, columns, room)
  const lines = [...top, ...middle.slice(0, room), ...Array.from({ length: Math.max(0, room - middle.length) }, () => EMPTY), ...foot]
  return lines.slice(0, rows).map((line) => cutLine(line, columns))
}

function middleLines({ model, selected }: ScreenState, columns: number, room: number): Line[] {
  const step = selected?.step.id
  if (columns >= SIDE_BY_SIDE && room >= 6) {
    const left = Math.min(100, Math.floor((columns - 3) * 0.55))
    const right = columns - 3 - left
    return beside(splitLines(model, step, left, room), left, presentLines(model, selected, right, room), right, room)
  }
  const rule: Line = [span('─'.repeat(columns), 'quiet')]
  const most = Math.max(2, room - 1 - Math.max(3, Math.floor(room * 0.33)))
  const present = presentLines(model, selected, columns, most).slice(0, Math.max(2, most))
  const splits = room - 1 - present.length
  return splits >= 2 ? [...splitLines(model, step, columns, splits), rule, ...present] : present
}
