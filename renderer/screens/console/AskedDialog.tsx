/** The question that stands before a command: a reason, a choice, a word typed. Errors stand in the question itself. */
import type { Command } from '../../../electron/contract/command.ts'
import type { RunState } from '../../store/runState.ts'
import { PromptDialog } from '../../ui/PromptDialog.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import type { Acts } from './acts.ts'
import type { Asked, Reasoned } from './asked.ts'
import { AmendDialog } from './AmendDialog.tsx'
import { CrossingDialog } from './CrossingDialog.tsx'
import { DoneDialog } from './DoneDialog.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { RollbackDialog } from './RollbackDialog.tsx'

export interface AskedDialogProps {
  readonly asked: Asked | null
  readonly state: RunState
  readonly acts: Acts
  readonly onClose: () => void
}

interface Question {
  readonly title: string
  readonly text?: string
  readonly confirm: string
  readonly tone?: 'primary' | 'danger' | 'rolling'
  readonly optional?: boolean
  readonly command: (reason: string) => Command
  readonly said: string
}

export function AskedDialog({ asked, state, acts, onClose }: AskedDialogProps) {
  if (asked === null) return null
  switch (asked.what) {
    case 'done':
      return <DoneDialog facts={state.steps.get(asked.step)} step={asked.step} acts={acts} onClose={onClose} />
    case 'crossing':
      return <CrossingDialog step={asked.step} title={titleOf(state, asked.step)} acts={acts} onClose={onClose} />
    case 'branch':
    case 'goto':
      return <PlaceDialog what={asked.what} step={asked.step} state={state} acts={acts} onClose={onClose} />
    case 'recycle':
      return <PlaceDialog what="recycle" step={null} state={state} acts={acts} onClose={onClose} />
    case 'amend':
      return <AmendDialog state={state} acts={acts} onClose={onClose} />
    case 'rollback':
      return <RollbackDialog state={state} acts={acts} onClose={onClose} />
    case 'abandon':
      return (
        <ConfirmDialog open onClose={onClose} title="Abandon this run?" tone="danger" confirm="Abandon the run" keep="Go on with it" word="abandon" onConfirm={() => acts.ask({ do: 'abandon', reason: 'given up in the Console' }, 'The run is being given up.')}>
          Every program that it started is ended. What was changed so far stays as it is: nothing is rolled back.
        </ConfirmDialog>
      )
    default: {
      const { title, text, confirm, tone = 'primary', optional = false, command, said } = question(asked, state)
      return (
        <PromptDialog open onClose={onClose} title={title} label={optional ? 'Why (if there is something to say)' : 'Why'} hint="It stands in the log under your name." confirm={confirm} tone={tone} required={!optional} onConfirm={(reason) => acts.ask(command(reason.trim()), said)}>
          {text}
        </PromptDialog>
      )
    }
  }
}

function question(asked: Reasoned, state: RunState): Question {
  if (asked.what === 'hold') return { title: 'Hold the run', text: 'Nothing starts until it is released. Programs that run go on.', confirm: 'Hold', command: (reason) => ({ do: 'hold', reason }), said: 'The run is on hold.' }
  const title = titleOf(state, asked.step)
  const { step } = asked
  switch (asked.what) {
    case 'fail':
      return { title: `${title} failed`, text: 'If its program still runs, it is ended first.', confirm: 'It failed', tone: 'danger', command: (reason) => ({ do: 'fail', step, reason }), said: `${title}: failed.` }
    case 'skip':
      return { title: `Skip ${title}`, text: 'It is not done, and the run goes on without it.', confirm: 'Skip it', command: (reason) => ({ do: 'skip', step, reason }), said: `${title}: skipped.` }
    case 'accept':
      return { title: 'Roll back, as proposed', text: `${title} failed. Nothing new starts on the main path, and the way back begins.`, confirm: 'Roll back', tone: 'rolling', command: (reason) => ({ do: 'accept', step, reason }), said: 'Rolling back.' }
    case 'choose': {
      const leads = state.steps.get(step)?.outcomes.find(({ label }) => label === asked.outcome)?.leads
      return { title: `${title}: ${asked.outcome}`, ...(leads === undefined ? {} : { text: leads }), confirm: asked.outcome, optional: true, command: (reason) => ({ do: 'choose', step, outcome: asked.outcome, ...(reason === '' ? {} : { reason }) }), said: `${title}: ${asked.outcome}.` }
    }
    case 'vote': {
      const { role, vote } = asked
      return { title: vote === 'no-go' ? `${role}: no-go` : `${role}: go, with a risk accepted`, ...(vote === 'no-go' ? { text: 'One no-go closes the poll.' } : {}), confirm: vote === 'no-go' ? 'No-go' : 'Go with this risk', tone: vote === 'no-go' ? 'danger' : 'primary', command: (reason) => ({ do: 'vote', step, role, vote, reason }), said: `${role} has voted.` }
    }
  }
}

export const titleOf = ({ steps }: Pick<RunState, 'steps'>, step: string): string => steps.get(step)?.title ?? step
