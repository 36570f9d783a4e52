/** Single letters on a run: each does what the button does that shows it, and nothing where there is none. */
import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { Role } from '../../../electron/contract/roles.ts'
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import type { Comparison } from '../../../electron/contract/shapes/scalars.ts'
import { useLetterKeys } from '../../frame/letterKeys.ts'
import type { RunState } from '../../store/runState.ts'
import { runActions, type Action } from './actions/actions.ts'
import type { Giving } from './actions/useGiving.ts'
import { nextComparison } from './comparisons.ts'

export interface ConsoleKeys {
  readonly on: boolean
  readonly state: RunState
  readonly role: Role | null
  /** Of the selected step. */
  readonly actions: readonly Action[]
  readonly giving: Giving
  readonly selected: PresentStep | null
  readonly select: (step: string) => void
  readonly against: Comparison
  readonly known: ReadonlySet<Comparison>
  readonly setComparison: (comparison: Comparison) => void
  readonly noteField: RefObject<HTMLInputElement | null>
  readonly follow: RefObject<(() => void) | null>
  /** Where only one part of the console is in sight at a time. */
  readonly show: (part: 'now' | 'splits' | 'log') => void
}

export function useConsoleKeys({ on, state, role, actions, giving, selected, select, against, known, setComparison, noteField, follow, show }: ConsoleKeys): void {
  useLetterKeys(on, (key) => {
    const action = [...runActions(state, role), ...actions].find(({ keys }) => keys === key)
    if (action) {
      giving.act(action)
      return true
    }
    switch (key) {
      case 'n':
        // The field may only be there once the log is shown.
        flushSync(() => show('log'))
        noteField.current?.focus()
        return noteField.current !== null
      case 'c':
        setComparison(nextComparison(against, known))
        return true
      case 'l':
        follow.current?.()
        return follow.current !== null
      case 'o':
        return focusOn('[data-outcome]:not(:disabled)')
      case 'v':
        return focusOn('[data-vote]')
      case '[':
      case ']':
        return walk(key === ']' ? 1 : -1)
      default:
        return false
    }
  })

  function walk(by: 1 | -1): boolean {
    const { present } = state.now
    if (present.length < 2) return false
    const at = present.findIndex(({ step }) => step === selected?.step)
    const next = present[(at + by + present.length) % present.length]
    if (next) select(next.step)
    return true
  }
}

/** What is chosen where it stands has no key of its own: the key leads there. */
function focusOn(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector)
  found?.focus()
  return found !== null
}
