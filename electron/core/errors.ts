/** Domain errors: a tagged union, so that every host tells them in the same words and with the same exit code. */

/** Which kind of "no" an error is. `refused` maps to exit 3, `usage` to 2, `answer-no` to 1. */
export type ErrorKind = 'usage' | 'refused' | 'answer-no'

const KINDS = {
  'unreadable-file': 'usage',
  'invalid-runbook': 'usage',
  'bad-input': 'usage',
  'unknown-environment': 'usage',
  'unknown-run': 'usage',
  'unknown-step': 'usage',
  'decision-unanswered': 'usage',
  'missing-secret': 'usage',
  untrusted: 'refused',
  'script-changed': 'refused',
  'live-refused': 'refused',
  'identity-failed': 'refused',
  'environment-live': 'refused',
  leased: 'refused',
  illegal: 'refused',
  'past-no-return': 'refused',
  'newer-database': 'refused',
  'edited-migration': 'refused',
  'damaged-database': 'answer-no',
  'chain-broken': 'answer-no',
  'disk-full': 'answer-no',
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof KINDS
export const ERROR_CODES = Object.keys(KINDS) as [ErrorCode, ...ErrorCode[]]

/** An error the user can act on: what happened (`message`) and what to do now (`hint`). Anything else is a bug. */
export class RunthroughError extends Error {
  readonly code: ErrorCode
  readonly hint: string
  readonly details: unknown
  constructor(code: ErrorCode, message: string, hint: string, details?: unknown) {
    super(message)
    this.name = 'RunthroughError'
    this.code = code
    this.hint = hint
    this.details = details
  }
  get kind(): ErrorKind {
    return KINDS[this.code]
  }
}
