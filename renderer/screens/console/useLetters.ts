/** The letters of the Console: what they do now, exactly as the buttons would. */
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import type { RunState } from '../../store/runState.ts'
import type { Acts } from './acts.ts'
import { RUN_KEYS, STEP_KEYS, type Asked } from './asked.ts'
import { verbAct } from './stepVerbs.ts'
import { useLetterKeys } from './useLetterKeys.ts'

export interface Letters {
  readonly on: boolean
  readonly state: RunState
  readonly selected: PresentStep | null
  readonly acts: Acts
  readonly ask: (asked: Asked) => void
  readonly choose: (step: string) => void
}

export function useLetters({ on, state, selected, acts, ask, choose }: Letters): void {
  const { present, can } = state.now
  const keys: Record<string, (() => void) | undefined> = {}
  for (const [verb, key] of Object.entries(STEP_KEYS) as [keyof typeof STEP_KEYS, string][])
    if (selected?.can.includes(verb)) keys[key] = verbAct(verb, { step: selected, facts: state.steps.get(selected.step), acts, ask })
  if (can.run.includes('hold')) keys[RUN_KEYS.hold] = () => ask({ what: 'hold' })
  if (can.run.includes('release')) keys[RUN_KEYS.release] = () => void acts.give({ do: 'release' }, 'Released: the run goes on.')
  if (can.run.includes('undo')) keys[RUN_KEYS.undo] = () => void acts.give({ do: 'undo' }, 'The last outcome was undone.')
  keys[RUN_KEYS.note] = () => document.querySelector<HTMLElement>('[data-note] textarea, [data-note] input')?.focus()
  const move = (by: number) => () => {
    const at = present.findIndex(({ step }) => step === selected?.step)
    const next = present[(at + by + present.length) % Math.max(1, present.length)]
    if (next) choose(next.step)
  }
  if (present.length > 1) Object.assign(keys, { [RUN_KEYS.next]: move(1), [RUN_KEYS.back]: move(-1) })
  useLetterKeys(on, keys)
}
