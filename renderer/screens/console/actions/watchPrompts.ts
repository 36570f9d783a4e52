/** The questions about what should not go unsaid: an inject, a step that was over too soon, what the run goes on in spite of. */
import type { RunChoices, RunDoubt } from '../../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import type { Prompt } from './prompt.ts'
import { because, reason } from './prompts.ts'

export function degradePrompt(step: StepFacts): Prompt {
  return {
    title: `Go on without: ${step.title}`,
    tone: 'late',
    notes: ['The run goes on degraded, and the step goes on the hypercare list.'],
    asks: [reason()],
    confirm: 'Go on degraded',
    command: (answers) => ({ do: 'degrade', step: step.id, reason: because(answers) }),
    said: `Degraded: ${step.title}`,
  }
}

/** `over`: titles of the failed checks that the run goes on in spite of. */
export function releasePrompt(over: readonly string[]): Prompt {
  return {
    title: 'Release the hold',
    tone: 'late',
    notes: [`${over.join(', ')} failed, and the run is on hold because of that.`, 'Your reason stands in the log and on the hypercare list.'],
    asks: [reason('Why is it safe to go on?')],
    confirm: 'Go on all the same',
    command: (answers) => ({ do: 'release', reason: because(answers) }),
    said: 'Released: the run goes on.',
  }
}

export function drawPrompt({ injects }: RunChoices): Prompt {
  return {
    title: 'Draw an inject',
    tone: 'late',
    notes: ['It strikes at once where its step runs, and else when it does. Until then nobody is told what it is.'],
    asks: [{ kind: 'choice', id: 'inject', label: 'Card', options: injects.map((id) => ({ value: id, label: id })) }],
    confirm: 'Draw it',
    command: (answers) => ({ do: 'draw', inject: answers['inject'] ?? '' }),
    said: 'Drawn.',
  }
}

export function detectPrompt(inject: string): Prompt {
  return {
    title: 'I see it',
    tone: 'late',
    notes: ['Detection ends here; the time until a decision begins.'],
    asks: [{ kind: 'text', id: 'what', label: 'What is it?', required: false }],
    confirm: 'I see it',
    command: (answers) => ({ do: 'detect', inject, ...(answers['what'] ? { what: answers['what'] } : {}) }),
    said: 'Detected.',
  }
}

/** The run goes back to a step that did not really run. */
export function backToPrompt(step: string, title: string): Prompt {
  return {
    title: `Go back to it: ${title}`,
    tone: 'late',
    notes: ['It and what follows it run again; what they did is not taken back.'],
    asks: [reason()],
    confirm: 'Go back there',
    command: (answers) => ({ do: 'recycle', to: step, reason: because(answers) }),
    said: 'Gone back.',
  }
}

/** It did not really run. */
export function deniedPrompt({ step, attempt }: RunDoubt, title: string): Prompt {
  return {
    title: `It did not run: ${title}`,
    tone: 'failed',
    notes: ['Its time is kept out of all estimates, and it goes on the hypercare list. It counts as done all the same: the next question is whether to go back to it.'],
    asks: [reason('How do you know?')],
    confirm: 'It did not run',
    command: (answers) => ({ do: 'vouch', step, attempt, ran: false, reason: because(answers) }),
    said: `It did not run: ${title}`,
  }
}
