/** The questions behind the menu: which branch, which step, what time it really was. */
import type { BranchId, StepId } from '../../core/ports.ts'
import type { EndedStep } from '../../core/view/model.ts'
import type { Branch, Step } from '../../core/runbook/model.ts'
import { formatTime } from './format.ts'
import type { Ask, Prompt } from './prompt.ts'
import { because, reason } from './prompts.ts'
import { realEnd } from './realEnd.ts'

const pickStep = (steps: readonly { readonly step: Step; readonly note?: string }[], label: string): Ask => ({
  kind: 'choice',
  id: 'step',
  label,
  search: true,
  options: steps.map(({ step, note }) => ({ value: step.id, note: note === undefined ? step.title : `${note} · ${step.title}` })),
})

export function branchPrompt(from: Step, branches: readonly Branch[]): Prompt {
  return {
    title: `Leave by a branch: ${from.title}`,
    glyph: '↪',
    tone: 'now',
    notes: ['What runs is stopped or awaited first.'],
    asks: [{ kind: 'choice', id: 'branch', label: 'Branch', options: branches.map(({ id, kind, title, ends }) => ({ value: id, note: `${kind}: ${title}${typeof ends === 'object' && 'resume' in ends ? `, then ${ends.resume}` : ''}` })) }, reason()],
    command: (answers) => ({ do: 'branch', branch: answers['branch'] as BranchId, from: from.id, reason: because(answers) }),
    said: 'The branch is entered.',
  }
}

export function gotoPrompt(from: Step, steps: readonly Step[]): Prompt {
  return {
    title: `Leave for another step: ${from.title}`,
    glyph: '›',
    tone: 'now',
    notes: ['Forward: what lies between is passed over. Backward: it runs again.'],
    asks: [pickStep(steps.map((step) => ({ step })), 'Go to'), reason()],
    command: (answers) => ({ do: 'goto', from: from.id, to: answers['step'] as StepId, reason: because(answers) }),
    said: `Left: ${from.title}`,
  }
}

export function recyclePrompt(steps: readonly Step[]): Prompt {
  return {
    title: 'Go back to an earlier step',
    glyph: '↶',
    tone: 'late',
    notes: ['It and what follows it run again; what they did is not taken back.'],
    asks: [pickStep(steps.map((step) => ({ step })), 'Back to'), reason()],
    command: (answers) => ({ do: 'recycle', to: answers['step'] as StepId, reason: because(answers) }),
    said: 'Gone back.',
  }
}


export function amendPrompt(ended: readonly EndedStep[], now: number): Prompt {
  const of = (answers: Readonly<Record<string, string>>): EndedStep | undefined => ended.find(({ step }) => step === answers['step'])
  return {
    title: 'It really ended at …',
    glyph: '✎',
    tone: 'now',
    notes: ['Times change, nothing else. As 14:02, 14:02:30, or -90s, -5m from the recorded end.'],
    asks: [
      pickStep(ended.map(({ model, endedAt }) => ({ step: model, note: formatTime(endedAt) })), 'Step'),
      {
        kind: 'text',
        id: 'end',
        label: 'It ended at',
        required: true,
        check(value, answers) {
          const attempt = of(answers)
          const end = attempt && realEnd(value, attempt.endedAt)
          if (!attempt || end === undefined) return 'Say it as 14:02, 14:02:30, -90s or -5m.'
          if (end < attempt.startedAt) return `It can't have ended before it started, at ${formatTime(attempt.startedAt)}.`
          return end > now ? 'That is still to come.' : undefined
        },
      },
      reason(),
    ],
    command(answers) {
      const attempt = of(answers)
      return { do: 'amend', step: answers['step'] as StepId, ...(attempt ? { attempt: attempt.attempt } : {}), endedAt: realEnd(answers['end'] ?? '', attempt?.endedAt ?? now) ?? NaN, reason: because(answers) }
    },
    said: 'The time is amended.',
  }
}
