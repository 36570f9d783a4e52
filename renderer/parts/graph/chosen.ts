/** What is chosen in the picture, for whatever draws a part of it. */
import { createContext, useContext } from 'react'

export interface Choice {
  /** A step or a group. */
  readonly chosen: string | null
  /** What the chosen one leads to or comes from. */
  readonly near: ReadonlySet<string>
  readonly titleOf: (id: string) => string
  readonly toggle: (group: string) => void
}

const Context = createContext<Choice>({ chosen: null, near: new Set(), titleOf: (id) => id, toggle: () => undefined })
export const ChoiceProvider = Context.Provider

export function useChoice(): Choice {
  return useContext(Context)
}
