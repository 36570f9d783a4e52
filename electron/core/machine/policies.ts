/** What a failure or a time-out leads to (rule 8): the step's own `on:`, else its component's tier, on checks only; else it waits. */
import type { Policy, Step } from '../runbook/model.ts'
import type { Layout } from './layout.ts'

export const WAITS: Policy = { retries: 0, delayMs: 0, then: { do: 'hold' } }

export function failurePolicy(layout: Layout, step: Step): Policy {
  if (step.onFailure) return step.onFailure
  const tier = step.kind === 'check' && step.component ? layout.runbook.components[step.component]?.tier : undefined
  if (tier === 'nice-to-have') return { ...WAITS, then: { do: 'degrade' } }
  // Inside a rollback there is nothing to go back to.
  return tier === 'critical' && layout.place(step.id).branch?.kind !== 'rollback' ? { ...WAITS, then: { do: 'rollback' } } : WAITS
}

export function timeoutPolicy(layout: Layout, step: Step): Policy {
  return step.onTimeout ?? failurePolicy(layout, step)
}
