/** A "no" of the host: on which page it can be mended. */
import type { WireCode } from '../../../electron/contract/errors.ts'
import { pagesOf, type Choices, type Page, type RunPlan } from './choices.ts'

const PAGE_OF: Readonly<Partial<Record<WireCode, Page>>> = {
  'unknown-environment': 'environment',
  'environment-live': 'environment',
  'missing-secret': 'environment',
  'identity-failed': 'environment',
  'bad-input': 'inputs',
  'unknown-step': 'options',
  'decision-unanswered': 'options',
  untrusted: 'trust',
  'script-changed': 'trust',
  'live-refused': 'confirm',
}

/** The page where something can be done about it; the summary where nothing can be typed that would help. */
export function pageToMend(code: WireCode, choices: Choices, plan: RunPlan): Page {
  const page = PAGE_OF[code] ?? 'summary'
  // What was approved is not what is there now: it is asked for again.
  const asked = pagesOf(choices, page === 'trust' ? { ...plan, trusted: false } : plan)
  return asked.includes(page) ? page : 'summary'
}
