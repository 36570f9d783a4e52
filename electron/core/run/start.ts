/** Who starts a step (rule 2). */
import { executes, type Step } from '../runbook/model.ts'
import type { Mode } from './events.ts'

/** A point of no return and a step with a warning always want a person's Start. */
export function wantsPerson(step: Step): boolean {
  return step.pointOfNoReturn || step.warning !== undefined
}

/** True where the step starts by itself once it is ready. In a tabletop nothing executes, so nothing need be armed. */
export function startsItself(step: Step, mode: Mode, auto: boolean): boolean {
  if (mode === 'tabletop' || auto) return true
  if (wantsPerson(step) || step.start === 'armed') return false
  return mode !== 'live' || !executes(step) || step.start === 'auto'
}

/** True where a runner does the step's work in this mode; else a person or the clock ends it. */
export function hasRunner(step: Step, mode: Mode): boolean {
  return mode !== 'tabletop' && (executes(step) || (step.kind === 'wait' && 'check' in step.until))
}
