/** A key that means something now. */
import type { PersonCommand } from '../../core/run/commands.ts'
import type { Prompt } from './prompt.ts'

export type Then =
  | { readonly do: 'command'; readonly command: PersonCommand; readonly said: string }
  | { readonly do: 'ask'; prompt(): Prompt }
  | { readonly do: 'select' | 'compare' | 'help' | 'menu' }

export interface Binding {
  readonly key: string
  readonly label: string
  /** Longer, for the sheet of keys. */
  readonly about: string
  readonly then: Then
}
