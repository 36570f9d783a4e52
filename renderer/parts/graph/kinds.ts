/** Kinds of steps as signs and words, wherever steps are listed. */
import type { StepKind } from '../../../electron/contract/shapes/scalars.ts'
import type { IconName } from '../../ui/icons.ts'

export const KINDS: Readonly<Record<StepKind, { readonly icon: IconName; readonly word: string }>> = {
  manual: { icon: 'user', word: 'by hand' },
  command: { icon: 'screen', word: 'command' },
  migration: { icon: 'table', word: 'migration' },
  check: { icon: 'check', word: 'check' },
  announce: { icon: 'megaphone', word: 'announcement' },
  gate: { icon: 'gate', word: 'gate' },
  decision: { icon: 'decision', word: 'decision' },
  hold: { icon: 'hold', word: 'hold' },
  wait: { icon: 'clock', word: 'wait' },
}
