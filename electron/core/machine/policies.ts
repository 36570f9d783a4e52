/** What a failure or a time-out leads to (rule 8): the step's own `on:`, else its component's tier, on checks only; else it waits. */
import type { Policy, Step, Tier } from '../runbook/model.ts'
import type { Layout } from './layout.ts'

export const WAITS: Policy = { retries: 0, delayMs: 0, then: { do: 'hold' } }

export function failurePolicy(layout: Layout, step: Step): Policy {
  if (step.onFailure) return step.onFailure
  const tier = tierOf(layout, step)
  if (tier === 'nice-to-have') return { ...WAITS, then: { do: 'degrade' } }
  // Inside a rollback there is nothing to go back to.
  return tier === 'critical' && layout.place(step.id).branch?.kind !== 'rollback' ? { ...WAITS, then: { do: 'rollback' } } : WAITS
}

/** Of a check's component. */
export function tierOf({ runbook }: Layout, step: Step): Tier | undefined {
  return step.kind === 'check' && step.component ? runbook.components[step.component]?.tier : undefined
}

/** The tier that acts where the step fails or times out; undefined where the file says itself what follows. */
export function tierActing(layout: Layout, step: Step, why: 'failure' | 'timeout'): Tier | undefined {
  const said = why === 'timeout' ? (step.onTimeout ?? step.onFailure) : step.onFailure
  return said ? undefined : tierOf(layout, step)
}

/** Where a no-go leads: a gate that says nothing of it waits. */
export function noGoPolicy(step: Step): Policy {
  return (step.kind === 'gate' ? step.onNoGo : undefined) ?? WAITS
}

/** An expired gate is a no-go, unless the file says otherwise. */
export function expiredPolicy(step: Step): Policy {
  return (step.kind === 'gate' ? step.onExpired : undefined) ?? noGoPolicy(step)
}

export function timeoutPolicy(layout: Layout, step: Step): Policy {
  return step.onTimeout ?? failurePolicy(layout, step)
}
