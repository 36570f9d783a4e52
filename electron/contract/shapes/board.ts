/** The go/no-go board of a runbook and an environment, or of a gate in a run: computed rows beside the roles' votes. */
import { z } from 'zod'
import type { RowKind } from '../../core/board/row.ts'
import { VERDICTS } from '../../core/run/verdict.ts'
import { PlanBar } from './library.ts'
import { At, Text } from './scalars.ts'

export const Verdict = z.enum(VERDICTS)
export type Verdict = z.infer<typeof Verdict>

/** Who said it; for whom, and by which channel, where it was somebody else. */
export const Speaker = z.strictObject({ name: Text, onBehalfOf: Text.nullable(), how: Text.nullable() })
export type Speaker = z.infer<typeof Speaker>

const KINDS = ['readiness', 'risk', 'ways', 'window', 'rehearsal', 'diagnostics', 'trust', 'file'] as const satisfies readonly RowKind[]

export const EvidenceShown = z.strictObject({
  kind: z.enum(['note', 'link', 'file', 'withdrawn']),
  /** The note, the address, the file's name, or why it was withdrawn. */
  text: Text,
  /** Of a file. */
  sha256: Text.nullable(),
  by: Speaker,
  at: At,
})
export type EvidenceShown = z.infer<typeof EvidenceShown>

export const BoardRow = z.strictObject({
  id: Text,
  kind: z.enum(KINDS),
  title: Text,
  /** Of a readiness item its id, for evidence. */
  item: Text.nullable(),
  verdict: Verdict,
  /** Without what was accepted. */
  computed: Verdict,
  words: Text,
  rests: z.array(Text),
  owner: Text.nullable(),
  hint: Text.nullable(),
  /** Since when the verdict is what it is, where that was noted. */
  since: At.nullable(),
  accepted: z.strictObject({ by: Speaker, at: At, reason: Text }).nullable(),
  /** The latest first. */
  evidence: z.array(EvidenceShown),
})
export type BoardRow = z.infer<typeof BoardRow>

export const VoteWord = z.enum(['go', 'go-with-risk', 'no-go'])
export type VoteWord = z.infer<typeof VoteWord>

export const BoardSeat = z.strictObject({
  role: Text,
  deputy: Text.nullable(),
  /** `reopened`: what the vote rests on got worse; `expired`: it was given for a time. */
  seat: z.enum(['waits', 'go', 'go-with-risk', 'no-go', 'reopened', 'expired']),
  /** The last vote, also where it counts no more. */
  vote: z.strictObject({ vote: VoteWord, by: Speaker, at: At, reason: Text.nullable(), until: At.nullable(), /** How many rows it rests on, and those of them that were not fine. */ rests: z.strictObject({ rows: z.int(), notFine: z.array(z.strictObject({ title: Text, verdict: Verdict })) }).nullable() }).nullable(),
  reopened: z.strictObject({ at: At, why: Text }).nullable(),
})
export type BoardSeat = z.infer<typeof BoardSeat>

export const BoardGate = z.strictObject({
  run: Text,
  step: Text,
  title: Text,
  /** `ahead`: nobody is asked yet. `no-go` and `expired` are closed: only asking again opens them. */
  state: z.enum(['ahead', 'open', 'go', 'no-go', 'expired', 'postponed', 'skipped']),
  /** When it expires, or is asked again; null where it does not. */
  at: At.nullable(),
  /** Where a no-go and an expired gate lead, in words. */
  leads: z.strictObject({ noGo: Text, expired: Text.nullable() }),
  /** It can be asked again now. */
  canRetry: z.boolean(),
  /** A plain go over a row that says no is refused; a rehearsal practises the poll all the same. */
  strict: z.boolean(),
})
export type BoardGate = z.infer<typeof BoardGate>

export const BoardView = z.strictObject({
  file: Text,
  runbook: Text,
  title: Text,
  environment: Text.nullable(),
  /** Of the runbook, to choose another board. */
  environments: z.array(z.strictObject({ id: Text, live: z.boolean() })),
  sha256: Text,
  /** Null before a run. */
  gate: BoardGate.nullable(),
  /** `open`: nobody says no, and something is missing. */
  verdict: z.enum(['go', 'no-go', 'open']),
  because: z.array(Text),
  rows: z.array(BoardRow),
  votes: z.array(BoardSeat),
  /** Before a run; a run has its own. */
  bar: PlanBar.nullable(),
  /** Somebody has said something on it. */
  isBegun: z.boolean(),
})
export type BoardView = z.infer<typeof BoardView>
