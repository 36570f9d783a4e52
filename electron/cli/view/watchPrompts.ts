/** The questions about what should not go unsaid: an inject that was drawn, a step that was over too soon, a hold that is released in spite of a failed check. */
import type { Step } from '../../core/runbook/model.ts'
import type { ViewModel } from '../../core/view/model.ts'
import { formatDuration } from '../../core/runbook/duration.ts'
import type { Prompt } from './prompt.ts'
import { because, reason } from './prompts.ts'

export function drawPrompt(injects: readonly string[]): Prompt {
  return {
    title: 'Draw an inject',
    glyph: '✦',
    tone: 'late',
    notes: ['It strikes at once where its step runs, and else when it does.'],
    asks: [{ kind: 'choice', id: 'inject', label: 'Inject', options: injects.map((value) => ({ value })) }],
    command: (answers) => ({ do: 'draw', inject: answers['inject'] ?? '' }),
    said: 'Drawn.',
  }
}

export function detectPrompt(inject: string): Prompt {
  return {
    title: 'I see it',
    glyph: '✦',
    tone: 'late',
    notes: ['From here on the time until a decision counts.'],
    asks: [{ kind: 'text', id: 'what', label: 'What is it? (may stay empty)', required: false }],
    command: (answers) => ({ do: 'detect', inject, ...(answers['what'] ? { what: answers['what'] } : {}) }),
    said: 'Detected.',
  }
}

export function vouchPrompt({ model, attempt, tookMs, fastestMs }: ViewModel['doubts'][number]): Prompt {
  return {
    title: `Did it really run? ${model.title}`,
    glyph: '?',
    tone: 'late',
    notes: [`It took ${seconds(tookMs)}, and never less than ${seconds(fastestMs)} before.`, 'No keeps its time out of all estimates; then recycle or undo goes back to it.'],
    asks: [
      { kind: 'choice', id: 'ran', label: 'It ran', options: [{ value: 'yes' }, { value: 'no', note: 'wants a reason' }] },
      reason('How do you know? (wanted for a no)', false),
    ],
    command: (answers) => ({ do: 'vouch', step: model.id, attempt, ran: answers['ran'] !== 'no', ...(answers['reason'] ? { reason: answers['reason'] } : {}) }),
    said: `Answered: ${model.title}`,
  }
}

/** `over`: failed checks that the run goes on in spite of. */
export function releasePrompt(over: readonly Step[]): Prompt {
  return {
    title: 'Release the hold',
    glyph: '▶',
    tone: 'late',
    notes: [`${over.map(({ title }) => title).join(', ')} failed, and the run is on hold because of that.`, 'Your reason stands in the log and on the hypercare list.'],
    asks: [reason('Why is it safe to go on?')],
    command: (answers) => ({ do: 'release', reason: because(answers) }),
    said: 'Released: the run goes on.',
  }
}

function seconds(ms: number): string {
  return formatDuration(Math.max(1_000, Math.round(ms / 1_000) * 1_000))
}
