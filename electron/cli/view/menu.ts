/** What is wanted seldom, behind one key: ways around a failed step, ways back, a wrong time, and giving up. */
import type { Binding } from './binding.ts'
import type { ViewModel } from '../../core/view/model.ts'
import type { Present } from '../../core/view/present.ts'
import { abandonPrompt } from './prompts.ts'
import { drawPrompt } from './watchPrompts.ts'
import { amendPrompt, branchPrompt, gotoPrompt, recyclePrompt } from './wayPrompts.ts'

export interface Menu {
  readonly items: readonly Binding[]
  /** The row that Enter takes. */
  readonly at: number
  /** What people look for here in vain, and why. */
  readonly note: string | null
}

/** Only what the run takes now. Empty after its end. */
export function menuItems(model: ViewModel, selected: Present | undefined): Binding[] {
  const { choices } = model
  const found: Binding[] = selected ? wayItems(selected, model) : []
  if (choices.run.includes('recycle')) found.push({ key: 'e', label: 'recycle', about: 'go back to an earlier step', then: { do: 'ask', prompt: () => recyclePrompt(choices.earlier()) } })
  if (choices.run.includes('amend')) found.push({ key: 't', label: 'amend', about: 'it really ended at …', then: { do: 'ask', prompt: () => amendPrompt(choices.ended(), model.nowWall) } })
  if (choices.run.includes('draw')) found.push({ key: 'i', label: 'inject', about: 'draw a hidden card (rehearsals)', then: { do: 'ask', prompt: () => drawPrompt(choices.injects()) } })
  if (choices.run.includes('abandon')) found.push({ key: 'A', label: 'abandon', about: 'give the run up (asks for the word)', then: { do: 'ask', prompt: () => abandonPrompt } })
  return found
}

/** Out of a failed step. */
export function wayItems({ step, options }: Present, { choices }: ViewModel): Binding[] {
  return [
    ...(options.can.includes('branch')
      ? [{ key: 'b', label: 'branch', about: `out of ${step.id} into a fix-forward or fallback`, then: { do: 'ask' as const, prompt: () => branchPrompt(step, choices.branches(options.branches ?? [])) } }]
      : []),
    ...(options.can.includes('goto')
      ? [{ key: 'j', label: 'goto', about: `out of ${step.id} to another step`, then: { do: 'ask' as const, prompt: () => gotoPrompt(step, choices.steps(options.gotos ?? [])) } }]
      : []),
  ]
}
