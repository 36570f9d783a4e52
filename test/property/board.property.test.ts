/** Whatever a verdict does: votes are reopened only by what got worse, and a number that trembles at a threshold reopens them once at most. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { board, shakenVotes, standing, turnedRows } from '../../electron/core/board/board.ts'
import { boardRows, verdictsOf } from '../../electron/core/board/rows.ts'
import { withEntry, type Said } from '../../electron/core/board/said.ts'
import { LIKELY, MARGIN, RISKY, steadyVerdict } from '../../electron/core/board/steady.ts'
import { isWorse, type Verdict } from '../../electron/core/run/verdict.ts'
import { maria } from '../support/drive.ts'
import { NOW, proven, said, SHA, wellFacts } from '../unit/board/facts.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const facts = (fits: number) => wellFacts({ window: { fits, basedOnRuns: 10, unknownSteps: [] } })

/** What a host does at each look: notes what turned, reopens what was shaken. Then whoever was reopened votes again, or does not. */
function look(before: Said, fits: number, votesAgain: boolean): { readonly after: Said; readonly reopened: boolean; readonly window: Verdict } {
  const rows = boardRows(facts(fits), before, standing(before))
  const shaken = shakenVotes({ sha256: SHA }, before, rows)
  const entry = (state: Said, body: Parameters<typeof withEntry>[1]['body']): Said => withEntry(state, { at: NOW, actor: maria, sha256: SHA, body })
  let after = entry(before, { type: 'board.turned', verdicts: turnedRows(before, rows) })
  if (shaken) after = entry(after, { type: 'board.reopened', ...shaken })
  if (votesAgain && after.reopened['captain']) after = entry(after, { type: 'board.voted', role: 'captain', vote: 'go-with-risk', reason: 'seen', rests: verdictsOf(rows) })
  return { after, reopened: shaken !== null, window: verdictsOf(rows)['window'] ?? 'unknown' }
}
function voted(fits: number): Said {
  const rows = boardRows(facts(fits), said(proven), {})
  return said(proven, { type: 'board.turned', verdicts: verdictsOf(rows) }, { type: 'board.voted', role: 'captain', vote: 'go', rests: verdictsOf(rows) })
}

test('a number that trembles within the margin of a threshold reopens a vote once at most', () => {
  fc.assert(
    fc.property(fc.constantFrom(LIKELY, RISKY), fc.array(fc.double({ min: -MARGIN / 2 + 1e-6, max: MARGIN / 2 - 1e-6, noNaN: true }), { minLength: 1, maxLength: 60 }), fc.boolean(), (threshold, trembles, votesAgain) => {
      let now = voted(threshold + MARGIN / 2)
      let reopenings = 0
      for (const by of trembles) {
        const { after, reopened } = look(now, threshold + by, votesAgain)
        now = after
        reopenings += Number(reopened)
      }
      expect(reopenings).toBeLessThanOrEqual(1)
    }),
  )
})

test('a vote is reopened exactly where a row is worse than it was for it; then only its role can close it again', () => {
  fc.assert(
    fc.property(share, fc.array(fc.tuple(share, fc.boolean()), { maxLength: 40 }), (first, looks) => {
      let now = voted(first)
      for (const [fits, votesAgain] of looks) {
        const rested = now.ballots['captain']?.rests?.['window'] ?? 'ok'
        const was = now.reopened['captain'] !== undefined
        const { after, reopened, window } = look(now, fits, votesAgain)
        expect(reopened).toBe(!was && isWorse(window, rested))
        const seat = board(facts(fits), after).votes.find(({ role }) => role === 'captain')?.seat
        expect(seat === 'reopened').toBe((was || reopened) && !votesAgain)
        now = after
      }
    }),
  )
})

test('a steady verdict is never better than the number, and gets worse at once', () => {
  fc.assert(
    fc.property(share, fc.constantFrom<Verdict | undefined>(undefined, 'ok', 'risk', 'unknown', 'no'), (fits, before) => {
      const plain = steadyVerdict(fits, undefined)
      const steady = steadyVerdict(fits, before)
      expect(isWorse(plain, steady)).toBe(false)
      if (before !== undefined && isWorse(plain, before)) expect(steady).toBe(plain)
      if (fits >= LIKELY + MARGIN) expect(steady).toBe('ok')
    }),
  )
})
