/** The questions behind the buttons: a reason, a second name, what to read before a step is started, and the held word before what is grave. */
import type { Command } from '../../../../electron/contract/command.ts'
import type { BranchFacts, StepFacts } from '../../../../electron/contract/shapes/step.ts'
import type { Answers, Prompt, TextAsk } from './prompt.ts'

type Vote = Extract<Command, { do: 'vote' }>['vote']

export const reason = (label = 'Why?', required = true): TextAsk => ({ kind: 'text', id: 'reason', label, required })
export const because = (answers: Answers): string => answers['reason'] ?? ''
const perhaps = (answers: Answers): { reason?: string } => (answers['reason'] ? { reason: answers['reason'] } : {})

/** Read-do: what could go wrong is read before Start. */
export function startPrompt(step: StepFacts): Prompt {
  return {
    title: `Start: ${step.title}`,
    tone: 'failed',
    notes: [
      ...(step.warning === null ? [] : [`Warning: ${step.warning}`]),
      ...(step.pointOfNoReturn ? ['Point of no return: once it starts, no rollback that is declared before it can be taken.'] : []),
    ],
    asks: [],
    confirm: 'I have read it: start',
    command: () => ({ do: 'start', step: step.id }),
    said: `Started: ${step.title}`,
  }
}

/** `running`: its program runs and is ended by this. */
export function failPrompt(step: StepFacts, running: boolean): Prompt {
  return {
    title: running ? `Call off: ${step.title}` : `Failed: ${step.title}`,
    tone: 'failed',
    notes: [running ? 'Its program is ended; then what the runbook says of its failure follows.' : 'What the runbook says of its failure follows.'],
    asks: [reason('What went wrong?')],
    confirm: running ? 'Call it off' : 'It failed',
    command: (answers) => ({ do: 'fail', step: step.id, reason: because(answers) }),
    said: running ? `Called off: ${step.title}` : `Failed: ${step.title}`,
  }
}

export function skipPrompt(step: StepFacts): Prompt {
  return {
    title: `Skip: ${step.title}`,
    tone: 'late',
    notes: ['The run goes on without it. It counts as a deviation.'],
    asks: [reason()],
    confirm: 'Skip it',
    command: (answers) => ({ do: 'skip', step: step.id, reason: because(answers) }),
    said: `Skipped: ${step.title}`,
  }
}

export function choosePrompt(step: StepFacts, outcome: string): Prompt {
  const leads = step.outcomes.find(({ label }) => label === outcome)?.leads
  return {
    title: `${step.title}: ${outcome}`,
    tone: 'now',
    notes: leads === undefined ? [] : [`Then it ${leads}.`],
    asks: [reason('Why?', false)],
    confirm: `Decide: ${outcome}`,
    command: (answers) => ({ do: 'choose', step: step.id, outcome, ...perhaps(answers) }),
    said: `Decided: ${outcome}`,
  }
}

export function votePrompt(step: StepFacts, role: string, vote: Vote): Prompt {
  const risk = vote === 'go-with-risk'
  return {
    title: `${VOTES[vote]}: ${role}`,
    tone: vote === 'no-go' ? 'failed' : 'late',
    notes: vote === 'no-go' ? ['A no-go stops the gate: what the runbook says of it follows.'] : [],
    asks: [reason(risk ? 'Which risk is taken, and why?' : 'Why?', risk)],
    confirm: `Vote ${VOTES[vote].toLowerCase()}`,
    command: (answers) => ({ do: 'vote', step: step.id, role, vote, ...perhaps(answers) }),
    said: `${role}: ${VOTES[vote].toLowerCase()}`,
  }
}

export const VOTES: Readonly<Record<Vote, string>> = { go: 'Go', 'go-with-risk': 'Go with risk', 'no-go': 'No-go' }

export function crossingPrompt(step: StepFacts): Prompt {
  return {
    title: `Did it take effect? ${step.title}`,
    tone: 'failed',
    notes: ['Two people look. “No” reopens the rollback; “yes” and “unknown” do not.'],
    asks: [
      {
        kind: 'choice',
        id: 'took',
        label: 'It took effect',
        options: [
          { value: 'unknown', label: 'Unknown', hint: 'Nobody can tell: the rollback stays closed.' },
          { value: 'yes', label: 'Yes', hint: 'The point of no return is crossed.' },
          { value: 'no', label: 'No', hint: 'It is as before: the rollback is open again.' },
        ],
      },
      { kind: 'text', id: 'second', label: 'Name of the second person', required: true },
    ],
    confirm: 'Answer',
    command: (answers) => ({ do: 'crossing', step: step.id, took: (answers['took'] ?? 'unknown') as 'yes' | 'no' | 'unknown', second: answers['second'] ?? '' }),
    said: `Answered: ${step.title}`,
  }
}

/** `failed`: the step whose proposed rollback is accepted. */
export function rollbackPrompt(branch: Pick<BranchFacts, 'title' | 'authorise' | 'loses'> | null, failed?: string): Prompt {
  const { title, authorise, loses } = branch ?? {}
  return {
    title: title === undefined ? 'Roll back' : `Roll back: ${title}`,
    tone: 'rolling',
    notes: [...(loses ? [`Is lost: ${loses}`] : []), ...(authorise ? [`Authorised by: ${authorise}`] : []), 'What runs is stopped or awaited first; then the rollback begins.'],
    asks: [reason('Why go back?')],
    confirm: 'Roll back now',
    word: 'rollback',
    command: (answers) => (failed === undefined ? { do: 'rollback', reason: because(answers) } : { do: 'accept', step: failed, reason: because(answers) }),
    said: 'The rollback has begun.',
  }
}

export const abandonPrompt: Prompt = {
  title: 'Abandon the run',
  tone: 'failed',
  notes: ['Everything that runs is stopped and nothing is undone. The run can not be taken up again.'],
  asks: [reason('Why is it given up?')],
  confirm: 'Abandon the run',
  word: 'abandon',
  command: (answers) => ({ do: 'abandon', reason: because(answers) }),
  said: 'The run is being abandoned.',
}

export const holdPrompt: Prompt = {
  title: 'Hold the run',
  tone: 'now',
  notes: ['Nothing new starts; programs that run go on. T− stops, L− does not.'],
  asks: [reason()],
  confirm: 'Hold',
  command: (answers) => ({ do: 'hold', reason: because(answers) }),
  said: 'On hold: nothing new starts.',
}
