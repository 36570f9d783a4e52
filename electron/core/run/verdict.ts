/** What a go/no-go board says of one thing that a vote rests on, and when a vote no longer stands: only where something got worse. */

/** `unknown` is never green; it is graver than a known risk, for nobody can say how grave it is. */
export const VERDICTS = ['ok', 'risk', 'unknown', 'no'] as const
export type Verdict = (typeof VERDICTS)[number]

/** The verdict of each row of the board, by the row's id. */
export type Verdicts = Readonly<Record<string, Verdict>>

export function isWorse(verdict: Verdict, than: Verdict): boolean {
  return VERDICTS.indexOf(verdict) > VERDICTS.indexOf(than)
}

/**
 * The rows that got worse than they were for a vote: a verdict that gets better, or back to what it was, reopens nothing. A row that was not there
 * counts as one that was fine.
 */
export function worsened(rests: Verdicts, present: Verdicts): string[] {
  return Object.keys(present).filter((row) => isWorse(present[row] ?? 'ok', Object.hasOwn(rests, row) ? (rests[row] ?? 'ok') : 'ok'))
}

/** Rows that say no: who votes a plain go over them has not looked. */
export function refusing(rests: Verdicts): string[] {
  return Object.keys(rests).filter((row) => rests[row] === 'no')
}
