/** A row of the board: one thing that a go rests on. */
import type { Verdict } from '../run/verdict.ts'
import type { Acceptance, GivenEvidence } from './said.ts'

export type RowKind = 'readiness' | 'risk' | 'ways' | 'window' | 'rehearsal' | 'diagnostics' | 'trust' | 'file'

export interface RowDraft {
  /** `kind` or `kind:id`; the same row keeps it. */
  readonly id: string
  readonly kind: RowKind
  readonly title: string
  readonly verdict: Verdict
  /** Why, in a sentence. */
  readonly words: string
  /** What it rests on, shortest first: names, hashes, runs. */
  readonly rests: readonly string[]
  readonly owner: string | null
  /** Of a readiness item, the latest last. */
  readonly evidence: readonly GivenEvidence[]
  /** What to do about it; null where it is fine. */
  readonly hint: string | null
}

export interface BoardRow extends RowDraft {
  /** What it would say if nobody had accepted it. */
  readonly computed: Verdict
  readonly accepted: Acceptance | null
  /** Wall ms since when the verdict is what it is, as far as anybody noted it. */
  readonly since: number | null
}
