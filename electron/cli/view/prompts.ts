/** The questions behind the keys: a reason, an outcome, a vote, the fields of a form, a typed word before what is grave. */
import type { StepId } from '../../core/ports.ts'
import type { Vote } from '../../core/run/events.ts'
import type { Action, Branch, ManualStep, Step } from '../../core/runbook/model.ts'
import type { Ask, Prompt } from './prompt.ts'

export const reason = (label = 'Reason', required = true): Ask => ({ kind: 'text', id: 'reason', label, required })
const optional = (answers: Readonly<Record<string, string>>): { reason?: string } => (answers['reason'] ? { reason: answers['reason'] } : {})
export const because = (answers: Readonly<Record<string, string>>): string => answers['reason'] ?? ''

/** Read-do: what could go wrong is read before Start. */
export function startPrompt(step: Step): Prompt {
  return {
    title: `Start: ${step.title}`,
    glyph: '▲',
    tone: 'failed',
    notes: [...(step.warning ? [`WARNING: ${step.warning}`] : []), ...(step.pointOfNoReturn ? ['POINT OF NO RETURN: once it starts, no rollback that is declared before it can be taken.'] : [])],
    asks: [{ kind: 'confirm', id: 'read', label: 'Read it? Enter starts the step.' }],
    command: () => ({ do: 'start', step: step.id }),
    said: `Started: ${step.title}`,
  }
}

export function donePrompt(step: ManualStep): Prompt {
  return {
    title: `Done: ${step.title}`,
    glyph: '✓',
    tone: 'fine',
    notes: [],
    asks: step.fields.map(({ id, title, required }) => ({ kind: 'text', id, label: required ? title : `${title} (may stay empty)`, required })),
    command: (answers) => ({ do: 'done', step: step.id, fields: Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== '')) }),
    said: `Done: ${step.title}`,
  }
}

export function failPrompt(step: Step, running: boolean): Prompt {
  return {
    title: running ? `Call off: ${step.title}` : `Failed: ${step.title}`,
    glyph: '✗',
    tone: 'failed',
    notes: running ? ['Its program is ended; then what the runbook says of its failure follows.'] : [],
    asks: [reason('What went wrong')],
    command: (answers) => ({ do: 'fail', step: step.id, reason: because(answers) }),
    said: running ? `Called off: ${step.title}` : `Failed: ${step.title}`,
  }
}

export function skipPrompt(step: Step): Prompt {
  return { title: `Skip: ${step.title}`, glyph: '»', tone: 'late', notes: [], asks: [reason()], command: (answers) => ({ do: 'skip', step: step.id, reason: because(answers) }), said: `Skipped: ${step.title}` }
}

export function degradePrompt(step: Step): Prompt {
  return { title: `Go on without: ${step.title}`, glyph: '◑', tone: 'late', notes: ['The run goes on degraded; it stands on the hypercare list.'], asks: [reason()], command: (answers) => ({ do: 'degrade', step: step.id, reason: because(answers) }), said: `Degraded: ${step.title}` }
}

export function choosePrompt(step: Extract<Step, { kind: 'decision' }>, outcomes: readonly string[]): Prompt {
  return {
    title: step.title,
    glyph: '◇',
    tone: 'now',
    notes: [],
    asks: [{ kind: 'choice', id: 'outcome', label: 'Outcome', options: outcomes.map((value) => ({ value, ...noteOf(step.outcomes[value]) })) }, reason('Reason (may stay empty)', false)],
    command: (answers) => ({ do: 'choose', step: step.id, outcome: answers['outcome'] ?? '', ...optional(answers) }),
    said: `Decided: ${step.title}`,
  }
}

function noteOf(action: Action | undefined): { note?: string } {
  switch (action?.do) {
    case 'goto':
      return { note: `goes to ${action.step}` }
    case 'branch':
      return { note: `takes the branch ${action.branch}` }
    case 'rollback':
      return { note: 'rolls back' }
    case 'hold':
      return { note: 'holds' }
    case 'degrade':
      return { note: 'goes on degraded' }
    default:
      return { note: 'goes on' }
  }
}

export function votePrompt(step: Step, roles: readonly string[], votes: Readonly<Record<string, string | null>>): Prompt {
  return {
    title: `Vote: ${step.title}`,
    glyph: '◇',
    tone: 'now',
    notes: [],
    asks: [
      { kind: 'choice', id: 'role', label: 'Role', options: roles.map((value) => ({ value, ...(votes[value] ? { note: `said ${votes[value]}` } : {}) })) },
      { kind: 'choice', id: 'vote', label: 'Vote', options: [{ value: 'go' }, { value: 'no-go' }, { value: 'go-with-risk', note: 'wants a reason' }] },
      reason('Reason (may stay empty)', false),
    ],
    command: (answers) => ({ do: 'vote', step: step.id, role: answers['role'] ?? '', vote: (answers['vote'] ?? 'no-go') as Vote, ...optional(answers) }),
    said: `Voted: ${step.title}`,
  }
}

export function crossingPrompt(step: Step): Prompt {
  return {
    title: `Did it take effect? ${step.title}`,
    glyph: '?',
    tone: 'failed',
    notes: ['Two people look. "no" reopens the rollback; "yes" and "unknown" do not.'],
    asks: [
      { kind: 'choice', id: 'took', label: 'It took effect', options: [{ value: 'unknown' }, { value: 'yes' }, { value: 'no' }] },
      { kind: 'text', id: 'second', label: 'Name of the second person', required: true },
    ],
    command: (answers) => ({ do: 'crossing', step: step.id, took: (answers['took'] ?? 'unknown') as 'yes' | 'no' | 'unknown', second: answers['second'] ?? '' }),
    said: `Answered: ${step.title}`,
  }
}

/** `failed`: the step whose proposed rollback is accepted. */
export function rollbackPrompt(branch: Branch | null, failed?: StepId): Prompt {
  const { title, authorise, loses } = branch ?? {}
  return {
    title: title === undefined ? 'Roll back' : `Roll back: ${title}`,
    glyph: '◀',
    tone: 'rolling',
    notes: [...(loses ? [`Is lost: ${loses.text}`] : []), ...(authorise ? [`Authorised by: ${authorise}`] : []), 'What runs is stopped or awaited first.'],
    asks: [{ kind: 'word', id: 'word', word: 'rollback' }, reason()],
    command: (answers) => (failed === undefined ? { do: 'rollback', reason: because(answers) } : { do: 'accept', step: failed, reason: because(answers) }),
    said: 'The rollback has begun.',
  }
}

export const abandonPrompt: Prompt = {
  title: 'Abandon the run',
  glyph: '■',
  tone: 'failed',
  notes: ['Everything that runs is stopped and nothing is undone. The run can not be resumed.'],
  asks: [{ kind: 'word', id: 'word', word: 'abandon' }, reason()],
  command: (answers) => ({ do: 'abandon', reason: because(answers) }),
  said: 'The run is being abandoned.',
}

export const holdPrompt: Prompt = {
  title: 'Hold the run',
  glyph: '‖',
  tone: 'now',
  notes: ['Nothing new starts; programs that run go on.'],
  asks: [reason()],
  command: (answers) => ({ do: 'hold', reason: because(answers) }),
  said: 'On hold: nothing new starts.',
}

export const gapPrompt: Prompt = {
  title: 'The time that nobody drove this run',
  glyph: '?',
  tone: 'late',
  notes: ['Work: people went on meanwhile, it counts. Outage: it counts for nobody.'],
  asks: [{ kind: 'choice', id: 'as', label: 'It was', options: [{ value: 'work' }, { value: 'outage' }] }],
  command: (answers) => ({ do: 'gap', as: answers['as'] === 'outage' ? 'outage' : 'work' }),
  said: 'The gap is classified.',
}

export function notePrompt(step: StepId | undefined): Prompt {
  return {
    title: step === undefined ? 'Note' : `Note on ${step}`,
    glyph: '✎',
    tone: 'plain',
    notes: [],
    asks: [{ kind: 'text', id: 'text', label: 'Note', required: true }],
    command: (answers) => ({ do: 'note', text: answers['text'] ?? '', ...(step === undefined ? {} : { step }) }),
    said: 'Noted.',
  }
}
