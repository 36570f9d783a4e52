/** What is wrong with what was said, page by page, in words: told while it is typed, and in the way of going on. */
import { compilePattern, type Compiled } from '../../../electron/core/runbook/pattern.ts'
import { whyNotEnvironment, whyNotMode, type Choices, type Page, type RunPlan } from './choices.ts'

/** By field. Empty: the page is in order. */
export type Problems = Readonly<Record<string, string>>

export function problemsOf(page: Page, choices: Choices, plan: RunPlan): Problems {
  const { book } = plan
  const { mode } = choices
  switch (page) {
    case 'mode':
      return mode === null ? { mode: 'Choose what kind of run it is.' } : perhaps('mode', whyNotMode(plan, mode))
    case 'environment': {
      if (mode === null || mode === 'tabletop') return {}
      const environment = book.environments.find(({ id }) => id === choices.environment)
      if (!environment) return { environment: book.environments.some((one) => whyNotEnvironment(one, mode) === null) ? 'Choose where it runs.' : 'None of them can be used: each says why.' }
      return perhaps('environment', whyNotEnvironment(environment, mode))
    }
    case 'inputs':
      return Object.fromEntries(book.inputs.flatMap((input) => {
        const problem = inputProblem(input, choices.inputs[input.id] ?? '')
        return problem === null ? [] : [[input.id, problem]]
      }))
    case 'options': {
      const { rollbackAt } = choices
      const known = rollbackAt === null || book.steps.some(({ id, phase }) => id === rollbackAt && phase !== null)
      return {
        ...(choices.auto && book.unanswered.length > 0 ? { auto: unansweredWords(book.unanswered) } : {}),
        ...(known ? {} : { rollbackAt: `${rollbackAt} is no step of a phase any more.` }),
      }
    }
    case 'trust':
      return mode === 'tabletop' || plan.trusted ? {} : { trust: 'It starts nothing until what it would start is approved.' }
    case 'confirm':
      return mode !== 'live' || choices.confirm.trim() === book.id ? {} : { confirm: `Type ${book.id} to go on.` }
    case 'summary':
      return {}
  }
}

/** Null where the host would take it. The host looks anywhere in the text, too. */
export function inputProblem({ title, pattern, default: byDefault }: RunPlan['book']['inputs'][number], value: string): string | null {
  if (pattern === null) return value === '' && byDefault === null ? `${title} is missing.` : null
  const compiled = patternOf(pattern)
  // The host has the last word where the page can't tell.
  if (!compiled.ok || compiled.matches(value)) return null
  return value === '' ? `${title} is missing: it must match ${pattern}` : `This does not fit: it must match ${pattern}`
}

export function unansweredWords(unanswered: readonly string[]): string {
  const [first] = unanswered
  return unanswered.length === 1
    ? `${first} is a decision without an answer of its own: nobody would take it. Give it auto: { choose: … }, or be there.`
    : `${unanswered.length} decisions have no answers of their own (${unanswered.join(', ')}): nobody would take them. Give them auto: { choose: … }, or be there.`
}

function perhaps(field: string, problem: string | null): Problems {
  return problem === null ? {} : { [field]: problem }
}

const patterns = new Map<string, Compiled>()

function patternOf(pattern: string): Compiled {
  const known = patterns.get(pattern)
  if (known) return known
  const compiled = compilePattern(pattern)
  patterns.set(pattern, compiled)
  return compiled
}
