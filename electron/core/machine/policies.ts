/** What a failure or a time-out leads to (rule 8): the step's own `on:`, else its component's tier, on checks only; else it waits. */
import type { Policy, Step } from '../runbook/model.ts'
import type { Layout } from './layout.ts'

export const WAITS: Policy = { retries: 0, delayMs: 0, then: { do: 'hold' } }

export function failurePolicy(layout: Layout, step: Step): Policy {
  if (step.onFailure) return step.onFailure
  const tier = step.kind === 'check' && step.component ? layout.runbook.components[step.component]?.tier : undefined
  return tier === 'nice-to-have' ? { ...WAITS, then: { do: 'degrade' } } : WAITS
}

export function timeoutPolicy(layout: Layout, step: Step): Policy {
  return step.onTimeout ?? failurePolicy(layout, step)
}
