/** What the pages of the wizard are called, and what each mode does and does not do. */
import type { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'
import type { Page } from './choices.ts'

export const PAGE_TITLES: Readonly<Record<Page, string>> = {
  mode: 'Kind of run',
  environment: 'Environment',
  inputs: 'Inputs',
  options: 'Options',
  trust: 'Approval',
  confirm: 'Confirmation',
  summary: 'Start',
}

export const MODE_WORDS: Readonly<Record<NewRunMode, { readonly title: string; readonly does: string; readonly doesNot: string }>> = {
  tabletop: {
    title: 'Tabletop',
    does: 'Walks the machine by hand, step by step, with everybody at the table.',
    doesNot: 'Starts nothing, sends nothing, and its times are no evidence.',
  },
  rehearsal: {
    title: 'Rehearsal',
    does: 'Executes every step against an environment that is not live, and times it.',
    doesNot: 'Never touches a live environment; announcements are shown, not sent, unless the environment says so.',
  },
  live: {
    title: 'Live',
    does: 'The release itself: executes against the live environment, inside its change window.',
    doesNot: 'Starts no step that executes before somebody says Start, and never rolls back by itself unless a branch says so.',
  },
}
