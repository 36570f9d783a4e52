/** Every diagnostic code there is: how grave it is, and which stage finds it. Each has a page in docs/diagnostics. */
import { MAX_ERRORS } from './limits.ts'
import type { Diagnostic, Position } from './model.ts'

interface CodeFacts {
  readonly severity: Diagnostic['severity']
  /** `parse`: the file alone tells. `machine`: only the compiled machine does. */
  readonly stage: 'parse' | 'machine'
}

export const CODES = {
  'yaml-syntax': { severity: 'error', stage: 'parse' },
  'unknown-key': { severity: 'error', stage: 'parse' },
  'missing-key': { severity: 'error', stage: 'parse' },
  'wrong-type': { severity: 'error', stage: 'parse' },
  'bad-duration': { severity: 'error', stage: 'parse' },
  'bad-id': { severity: 'error', stage: 'parse' },
  'bad-pattern': { severity: 'error', stage: 'parse' },
  'duplicate-id': { severity: 'error', stage: 'parse' },
  'too-large': { severity: 'error', stage: 'parse' },
  'unknown-reference': { severity: 'error', stage: 'parse' },
  'substitution-in-shell': { severity: 'error', stage: 'parse' },
  'goto-crosses-lanes': { severity: 'error', stage: 'parse' },
  'rollback-in-rollback': { severity: 'error', stage: 'parse' },
  'branch-without-end': { severity: 'error', stage: 'parse' },
  'check-without-failure-edge': { severity: 'error', stage: 'parse' },
  'rollback-unverified': { severity: 'warning', stage: 'parse' },
  'missing-owner': { severity: 'warning', stage: 'parse' },
  'missing-estimate': { severity: 'warning', stage: 'parse' },
  'missing-timeout': { severity: 'warning', stage: 'parse' },
  'shell-string': { severity: 'warning', stage: 'parse' },
  'live-secret-in-vars': { severity: 'warning', stage: 'parse' },
  'needs-cycle': { severity: 'error', stage: 'machine' },
  'unreachable-step': { severity: 'error', stage: 'machine' },
  'unreachable-branch': { severity: 'warning', stage: 'machine' },
  'dead-end': { severity: 'error', stage: 'machine' },
  'no-rollback': { severity: 'error', stage: 'machine' },
  'rollback-waived': { severity: 'warning', stage: 'machine' },
  'rollback-crosses-ponr': { severity: 'error', stage: 'machine' },
  'ambiguous-rollback': { severity: 'warning', stage: 'machine' },
  'window-too-short': { severity: 'warning', stage: 'machine' },
} as const satisfies Record<string, CodeFacts>

export type DiagnosticCode = keyof typeof CODES

/** Where the checks put what they find. */
export type Report = (code: DiagnosticCode, at: Position, message: string, hint: string) => void

/** A report that collects, and what it has collected: in file order, nothing said twice. */
export function collector(): { readonly report: Report; readonly diagnostics: () => readonly Diagnostic[] } {
  const found = new Map<string, Diagnostic>()
  // Where YAML could not be read, whatever else is said of that place is noise.
  const unread = new Set<string>()
  let errors = 0
  const add = (code: DiagnosticCode, { line, column }: Position, message: string, hint: string): void => {
    const place = `${line}:${column}`
    if (code === 'yaml-syntax') unread.add(place)
    else if (unread.has(place)) return
    const key = `${place} ${code} ${message}`
    if (!found.has(key)) found.set(key, { code, severity: CODES[code].severity, line, column, message: visible(message), hint: visible(hint) })
  }
  return {
    report: (code, at, message, hint) => {
      if (CODES[code].severity === 'error' && (errors += 1) > MAX_ERRORS) {
        if (errors === MAX_ERRORS + 1) add('too-large', at, `more than ${MAX_ERRORS} errors: the rest is not listed`, 'mend these first, then check again')
      } else add(code, at, message, hint)
    },
    diagnostics: () => [...found.values()].sort(inFileOrder),
  }
}

/** Texts of the file come back in messages: control, bidi and zero-width characters must not act in a terminal. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
}

/** Sorts diagnostics by line, column, then code. */
export function inFileOrder(a: Diagnostic, b: Diagnostic): number {
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
}
