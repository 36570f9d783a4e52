/** What a board says, in words, shapes and colours. */
import type { BoardGate, BoardSeat, BoardView, Speaker, Verdict, VoteWord } from '../../../electron/contract/shapes/board.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Tone } from '../../ui/tone.ts'

interface Sign {
  readonly word: string
  readonly icon: IconName
  readonly tone: Tone
}

export const VERDICTS: Readonly<Record<Verdict, Sign>> = {
  ok: { word: 'ok', icon: 'check', tone: 'fine' },
  risk: { word: 'risk', icon: 'warning', tone: 'late' },
  unknown: { word: 'unknown', icon: 'question', tone: 'late' },
  no: { word: 'no', icon: 'close', tone: 'failed' },
}

export const SEATS: Readonly<Record<BoardSeat['seat'], Sign>> = {
  waits: { word: 'has not voted', icon: 'dots', tone: 'quiet' },
  go: { word: 'Go', icon: 'check', tone: 'fine' },
  'go-with-risk': { word: 'Go with risk', icon: 'warning', tone: 'late' },
  'no-go': { word: 'No-go', icon: 'close', tone: 'failed' },
  reopened: { word: 'asked again', icon: 'retry', tone: 'late' },
  expired: { word: 'asked again', icon: 'clock', tone: 'late' },
}

export const VOTE_WORDS: Readonly<Record<VoteWord, string>> = { go: 'Go', 'go-with-risk': 'Go with risk', 'no-go': 'No-go' }

export interface Headline extends Sign {
  /** One sentence below it. */
  readonly text: string
}

export function headline({ verdict, votes, gate, because }: BoardView): Headline {
  const asked = votes.filter(({ seat }) => seat === 'waits' || seat === 'reopened' || seat === 'expired').length
  if (gate && gate.state !== 'open' && gate.state !== 'ahead') return GATES[gate.state]
  switch (verdict) {
    case 'go':
      return { word: 'GO', icon: 'check', tone: 'fine', text: votes.length === 1 ? 'The one role that is asked says go.' : `All ${votes.length} roles say go.` }
    case 'no-go':
      return { word: 'NO-GO', icon: 'close', tone: 'failed', text: because.length === 1 ? 'One thing stands against it.' : `${because.length} things stand against it.` }
    case 'open':
      return { word: 'OPEN', icon: 'gate', tone: 'now', text: votes.length === 0 ? 'Nobody is asked.' : `${asked} of ${votes.length} ${votes.length === 1 ? 'role' : 'roles'} still asked. Nobody has said no.` }
  }
}

const GATES: Readonly<Record<Exclude<BoardGate['state'], 'open' | 'ahead'>, Headline>> = {
  go: { word: 'GO', icon: 'check', tone: 'fine', text: 'The gate is open: every role said go.' },
  'no-go': { word: 'NO-GO', icon: 'close', tone: 'failed', text: 'The gate is closed. Only asking everybody again opens it.' },
  expired: { word: 'EXPIRED', icon: 'clock', tone: 'failed', text: 'The time to answer is over: that is a no-go. Only asking everybody again opens it.' },
  postponed: { word: 'POSTPONED', icon: 'clock', tone: 'late', text: 'It was a no-go. Everybody is asked again later.' },
  skipped: { word: 'SKIPPED', icon: 'skip', tone: 'late', text: 'Nobody is asked at this gate any more.' },
}

export function speakerWords({ name, onBehalfOf, how }: Speaker): string {
  return onBehalfOf === null ? name : `${onBehalfOf}, ${how ?? ''} (recorded by ${name})`
}

/** A role that can still be asked: votes before a run can be changed at any time. */
export function canVote({ gate }: BoardView): boolean {
  return gate === null || gate.state === 'open'
}
