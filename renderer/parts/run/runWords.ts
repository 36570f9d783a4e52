/** How a run as a whole stands, in one loud line, and how it ended. */
import type { RunNow } from '../../../electron/contract/shapes/run.ts'
import type { Tone } from '../../ui/tone.ts'
import { formatSpan } from '../../ui/format.ts'
import type { RunState } from '../../store/runState.ts'

export interface Words {
  readonly tone: Tone
  readonly title: string
  readonly text?: string
}

const ENDS: Readonly<Record<NonNullable<RunNow['end']>, Words>> = {
  completed: { tone: 'fine', title: 'Completed' },
  'completed-degraded': { tone: 'late', title: 'Completed, degraded', text: 'Something that is nice to have does not work. It is on the hypercare list.' },
  'rolled-back': { tone: 'rolling', title: 'Rolled back', text: 'The old state is back and was checked.' },
  abandoned: { tone: 'failed', title: 'Abandoned', text: 'It was given up where it stood. What was changed until then is as it was left.' },
  stopped: { tone: 'failed', title: 'Stopped', text: 'Nobody was there to answer. It can be taken up again where it stands.' },
}

export const endWords = (end: NonNullable<RunNow['end']>): Words => ENDS[end]

/** Null while nothing is out of the ordinary. `now`: wall ms. */
export function standingWords({ now: run, fixed, steps }: Pick<RunState, 'now' | 'fixed' | 'steps'>, now: number): Words | null {
  const { standing } = run
  const branch = (id: string): string => fixed.branches.find((one) => one.id === id)?.title ?? id
  switch (standing.is) {
    case 'going':
      return proposal(run, steps)
    case 'held':
      return proposal(run, steps) ?? { tone: 'now', title: `On hold for ${formatSpan(now - standing.since)}`, text: [standing.because, 'Nothing starts until it is released; what runs goes on.'].filter(Boolean).join(' · ') }
    case 'gap':
      return { tone: 'late', title: `Nobody drove this run for ${formatSpan(standing.ms)}`, text: 'Say whether that time was work or an outage: it decides what counts as active time.' }
    case 'draining':
      return { tone: 'rolling', title: `${branch(standing.branch)} begins when nothing runs any more`, ...(standing.waitsFor.length > 0 ? { text: `Waits for ${standing.waitsFor.join(', ')}.` } : {}) }
    case 'branch': {
      const kind = fixed.branches.find(({ id }) => id === standing.branch)?.kind
      return { tone: kind === 'rollback' ? 'rolling' : 'late', title: kind === 'rollback' ? `Rolling back: ${branch(standing.branch)}` : branch(standing.branch) }
    }
    case 'abandoning':
      return { tone: 'failed', title: 'Giving up', text: standing.waitsFor.length > 0 ? `Stops ${standing.waitsFor.join(', ')}.` : 'It is over when nothing runs any more.' }
    case 'stopped':
      return { tone: 'failed', title: 'The run stands', text: standing.because }
  }
}

function proposal({ present }: RunNow, steps: RunState['steps']): Words | null {
  const failed = present.find(({ proposed }) => proposed)
  return failed ? { tone: 'failed', title: `${steps.get(failed.step)?.title ?? failed.step} failed: a rollback is proposed`, text: 'The captain decides: roll back, or release the hold and go another way.' } : null
}
