/** Which event of the machine an event of the run is; null for events that the machine does not see. */
import { choose, enterBranch, moveTo, runEvent, stepEvent, type MachineEvent } from '../machine/event.ts'
import type { RunEvent } from './events.ts'

const END_VERB = { done: 'DONE', failed: 'FAIL', stopped: 'STOPPED', lost: 'LOST' } as const

export function machineEvent(event: RunEvent): MachineEvent | null {
  switch (event.type) {
    case 'run.started':
      return runEvent('BEGIN')
    case 'step.started':
      return stepEvent('START', event.step)
    case 'step.ended':
      return stepEvent(END_VERB[event.outcome], event.step)
    case 'step.timed-out':
      return stepEvent('TIMEOUT', event.step)
    case 'step.cancelled':
      return stepEvent('CANCEL', event.step)
    case 'step.gone':
      return stepEvent('GONE', event.step)
    case 'step.due':
      return stepEvent('DUE', event.step)
    case 'step.retried':
      return stepEvent('RETRY', event.step)
    case 'step.skipped':
      return stepEvent('SKIP', event.step)
    case 'step.degraded':
      return stepEvent('DEGRADE', event.step)
    case 'step.undecided':
      return runEvent('HOLD')
    case 'step.expired':
      return stepEvent('EXPIRED', event.step)
    case 'decision.made':
      return choose(event.step, event.outcome)
    case 'gate.voted':
      return event.closes ? stepEvent(event.closes === 'go' ? 'DONE' : 'NOGO', event.step) : null
    case 'rollback.started':
      return runEvent('ROLLBACK')
    case 'rollback.accepted':
      return stepEvent('ACCEPT', event.step)
    case 'branch.started':
      return enterBranch(event.branch, event.from)
    case 'step.left':
      return moveTo(event.to, 'goto', event.from)
    case 'run.recycled':
      return moveTo(event.to, 'recycle')
    case 'crossing.answered':
      return event.took === 'no' ? stepEvent('UNCROSS', event.step) : null
    case 'run.held':
      return runEvent('HOLD')
    case 'run.released':
      return runEvent('RELEASE')
    case 'run.abandoned':
      return runEvent('ABANDON')
    case 'gate.reopened':
    case 'step.doubted':
    case 'step.vouched':
    case 'inject.laid':
    case 'inject.drawn':
    case 'inject.detected':
    case 'step.amended':
    case 'outcome.undone':
    case 'run.stopped':
    case 'deadline.near':
    case 'deadline.over':
    case 'deadline.cleared':
    case 'run.resumed':
    case 'gap.classified':
    case 'clock.jumped':
    case 'note.added':
      return null
  }
}
