/** What a go/no-go board is computed from: plain facts, from whoever knows them. Times are wall ms; probabilities are 0…1. */
import type { Evidence } from './entries.ts'

/** What the runbook asks, fixed by its bytes. */
export interface BoardAsks {
  readonly readiness: readonly ReadinessItem[]
  readonly risks: readonly Risk[]
  /** Roles that must say go: those that its gates ask, or all of them where it has no gate. */
  readonly roles: readonly BoardRole[]
}

export interface ReadinessItem {
  readonly id: string
  readonly what: string
  readonly category: string | null
  readonly evidence: 'required' | 'optional' | null
  readonly owner: string | null
}

export interface Risk {
  readonly id: string
  readonly what: string
  /** 1…5 each. */
  readonly likelihood: number
  readonly impact: number
  readonly mitigation: string | null
  readonly owner: string | null
}

export interface BoardRole {
  readonly role: string
  /** Who may vote in its place. */
  readonly deputy: string | null
}

/** A file that somebody gave as evidence, looked at again. */
export type FileNow = 'same' | 'changed' | 'gone' | 'elsewhere'

export interface BoardFacts extends BoardAsks {
  readonly now: number
  /** Of the runbook's bytes: votes rest on exactly these. */
  readonly sha256: string
  readonly diagnostics: { readonly errors: number; readonly warnings: number; /** In words, with its line. */ readonly first: string | null }
  readonly trust: { readonly approved: boolean; /** Why it can't be told. */ readonly trouble: string | null }
  /** Entries of the way back, each with how it was rehearsed. */
  readonly ways: readonly { readonly from: string; readonly branch: string; readonly status: 'never' | 'walked' | 'timed' | 'stale' }[]
  /** Null where the runbook has no change window. */
  readonly window: WindowFacts | null
  readonly rehearsal: RehearsalFacts
  /** Of a run under way: whether its file still is what runs. Null before a run. */
  readonly file: 'same' | 'changed' | 'gone' | null
  fileNow(evidence: Extract<Evidence, { kind: 'file' }>): FileNow
}

export interface WindowFacts {
  /** Null where nobody knows. */
  readonly fits: number | null
  readonly basedOnRuns: number
  readonly unknownSteps: readonly string[]
}

export interface RehearsalFacts {
  /** The latest that counts. */
  readonly last: { readonly run: string; readonly at: number; readonly by: string | null; readonly environment: string; readonly sameBytes: boolean } | null
  /** One of them was in an environment of the grade that the policy demands. */
  readonly gradeMet: boolean
  readonly minGrade: number
  /** Null where no policy says how old it may be. */
  readonly withinMs: number | null
}
