/** A runner that starts nothing: each attempt takes a time and has an end that `sample` says. */
import type { AttemptEnd, Clock, StepRunner } from '../ports.ts'
import type { StepWork } from '../runbook/work.ts'

export interface Sampled {
  readonly ms: number
  readonly outcome: 'done' | 'failed'
}

export function createSimulatedRunner(clock: Clock, sample: (work: StepWork) => Sampled): StepRunner<StepWork> {
  return {
    start(work, report) {
      const { ms, outcome } = sample(work)
      let over = false
      const end = (attemptEnd: AttemptEnd) => () => {
        if (over) return
        over = true
        report(attemptEnd)
      }
      const cancel = clock.after(ms, end({ outcome, message: outcome === 'failed' ? 'failed in the simulation' : 'simulated' }))
      return {
        stop() {
          cancel()
          clock.after(0, end({ outcome: 'stopped' }))
        },
        detach() {
          over = true
          cancel()
        },
      }
    },
    recover: () => ({ found: 'never-began' }),
  }
}
