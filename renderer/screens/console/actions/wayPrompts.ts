/** The questions behind the menu: which branch, which step, what time it really was. */
import type { RunChoices } from '../../../../electron/contract/shapes/run.ts'
import type { BranchFacts, StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { formatTime } from '../../../ui/format.ts'
import type { Answers, ChoiceAsk, Prompt } from './prompt.ts'
import { because, reason } from './prompts.ts'
import { realEnd } from './realEnd.ts'

type Steps = ReadonlyMap<string, StepFacts>

export function branchPrompt(from: StepFacts, branches: readonly BranchFacts[]): Prompt {
  return {
    title: `Leave by a branch: ${from.title}`,
    tone: 'now',
    notes: ['What runs is stopped or awaited first.'],
    asks: [{ kind: 'choice', id: 'branch', label: 'Branch', options: branches.map(({ id, title, kind, ends }) => ({ value: id, label: title, hint: `${kind}; then it ${ends}` })) }, reason()],
    confirm: 'Take the branch',
    command: (answers) => ({ do: 'branch', branch: answers['branch'] ?? '', from: from.id, reason: because(answers) }),
    said: 'The branch is entered.',
  }
}

export function gotoPrompt(from: StepFacts, steps: Steps, { gotos }: RunChoices): Prompt {
  return {
    title: `Leave for another step: ${from.title}`,
    tone: 'now',
    notes: ['Forward: what lies between is passed over. Backward: it runs again.'],
    asks: [pickStep(gotos, steps, 'Go to'), reason()],
    confirm: 'Go there',
    command: (answers) => ({ do: 'goto', from: from.id, to: answers['step'] ?? '', reason: because(answers) }),
    said: `Left: ${from.title}`,
  }
}

export function recyclePrompt(steps: Steps, { earlier, notEarlier }: RunChoices): Prompt {
  return {
    title: 'Go back to an earlier step',
    tone: 'late',
    notes: ['It and what follows it run again; what they did is not taken back.', ...(notEarlier === null ? [] : [notEarlier])],
    asks: [pickStep(earlier, steps, 'Back to'), reason()],
    confirm: 'Go back there',
    command: (answers) => ({ do: 'recycle', to: answers['step'] ?? '', reason: because(answers) }),
    said: 'Gone back.',
  }
}

/** `now`: wall ms. */
export function amendPrompt(steps: Steps, { ended }: RunChoices, now: number): Prompt {
  const of = (answers: Answers) => ended.find(({ step, attempt }) => keyOf(step, attempt) === answers['step'])
  return {
    title: 'It really ended at …',
    tone: 'now',
    notes: ['The time changes, nothing else. Both stand in the log.'],
    asks: [
      {
        kind: 'choice',
        id: 'step',
        label: 'Step',
        options: ended.toReversed().map(({ step, attempt, endedAt }) => ({
          value: keyOf(step, attempt),
          label: steps.get(step)?.title ?? step,
          hint: `${attempt > 1 ? `attempt ${attempt}, ` : ''}recorded ${formatTime(endedAt, { seconds: true })}`,
        })),
      },
      {
        kind: 'text',
        id: 'end',
        label: 'It ended at',
        hint: 'As 14:02, 14:02:30, or −90s, −5m from the recorded end.',
        required: true,
        check(value, answers) {
          const attempt = of(answers)
          if (!attempt) return null
          const end = realEnd(value, attempt.endedAt)
          if (end === null) return 'Say it as 14:02, 14:02:30, −90s or −5m.'
          if (end < attempt.startedAt) return `It can’t have ended before it started, at ${formatTime(attempt.startedAt, { seconds: true })}.`
          return end > now ? 'That is still to come.' : null
        },
      },
      reason(),
    ],
    confirm: 'Amend the time',
    command(answers) {
      const attempt = of(answers)
      return { do: 'amend', step: attempt?.step ?? '', ...(attempt ? { attempt: attempt.attempt } : {}), endedAt: realEnd(answers['end'] ?? '', attempt?.endedAt ?? now) ?? NaN, reason: because(answers) }
    },
    said: 'The time is amended.',
  }
}

function pickStep(ids: readonly string[], steps: Steps, label: string): ChoiceAsk {
  return { kind: 'choice', id: 'step', label, options: ids.map((id) => ({ value: id, label: steps.get(id)?.title ?? id, hint: steps.get(id)?.group ?? id })) }
}

function keyOf(step: string, attempt: number): string {
  return `${attempt} ${step}`
}
