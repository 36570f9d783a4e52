/** What may be asked of a run: by a person, or by the engine itself when a time is over or a program has ended. */
import type { AttemptEnd, StepId } from '../ports.ts'
import type { DeadlineFacts, DeadlineNews } from './deadline.ts'
import type { GapKind, GoingBack, Vote } from './events.ts'
import type { Verdicts } from './verdict.ts'

export type PersonCommand =
  | { readonly do: 'start'; readonly step: StepId }
  | { readonly do: 'done'; readonly step: StepId; readonly fields?: Readonly<Record<string, string>> }
  | { readonly do: 'fail'; readonly step: StepId; readonly reason: string }
  | { readonly do: 'retry'; readonly step: StepId; readonly reason?: string }
  | { readonly do: 'skip'; readonly step: StepId; readonly reason: string }
  | { readonly do: 'degrade'; readonly step: StepId; readonly reason: string }
  | { readonly do: 'vouch'; readonly step: StepId; readonly attempt?: number; readonly ran: boolean; readonly reason?: string }
  | { readonly do: 'draw'; readonly inject: string }
  | { readonly do: 'detect'; readonly inject: string; readonly what?: string }
  | { readonly do: 'choose'; readonly step: StepId; readonly outcome: string; readonly reason?: string }
  | { readonly do: 'vote'; readonly step: StepId; readonly role: string; readonly vote: Vote; readonly reason?: string; /** Wall ms until which it holds. */ readonly until?: number; /** What the board said; the host's word, never a page's. */ readonly rests?: Verdicts }
  | ({ readonly do: 'rollback'; readonly reason: string } & Asked)
  | ({ readonly do: 'accept'; readonly step: StepId; readonly reason: string } & Asked)
  | { readonly do: 'branch'; readonly branch: string; readonly from: StepId; readonly reason: string }
  | { readonly do: 'goto'; readonly from: StepId; readonly to: StepId; readonly reason: string }
  | { readonly do: 'recycle'; readonly to: StepId; readonly reason: string }
  | { readonly do: 'crossing'; readonly step: StepId; readonly took: 'yes' | 'no' | 'unknown'; readonly second?: string }
  | { readonly do: 'undo' }
  | { readonly do: 'amend'; readonly step: StepId; readonly attempt?: number; readonly endedAt: number; readonly reason: string }
  | { readonly do: 'hold'; readonly reason: string }
  /** The reason is wanted where it goes on in spite of a failed check. */
  | { readonly do: 'release'; readonly reason?: string }
  | { readonly do: 'abandon'; readonly reason: string }
  | { readonly do: 'gap'; readonly as: GapKind }
  | { readonly do: 'note'; readonly text: string; readonly step?: StepId }

/** What is said with a rollback. The number that was on the card is the host's word, never a page's. */
type Asked = Omit<GoingBack, 'at'>

export type SystemCommand =
  | { readonly do: 'ended'; readonly step: StepId; readonly attempt: number; readonly end: AttemptEnd | { readonly outcome: 'lost'; readonly message: string } }
  | { readonly do: 'time-out'; readonly step: StepId; readonly attempt: number }
  | { readonly do: 'due'; readonly step: StepId }
  | { readonly do: 'strike'; readonly inject: string }
  | { readonly do: 'undecided'; readonly step: StepId; readonly attempt: number }
  | { readonly do: 'expire'; readonly step: StepId; readonly attempt: number }
  | { readonly do: 'resumed'; readonly auto: boolean; readonly outlived: readonly StepId[]; readonly lastSeenAt?: number; readonly takenOverFrom?: string; readonly lostEvents?: number }
  /** Votes at a gate that count no more. */
  | { readonly do: 'reopen'; readonly step: StepId; readonly attempt: number; readonly roles: readonly string[]; readonly why: string; readonly rows?: readonly string[] }
  | { readonly do: 'stop'; readonly reason: string }
  | ({ readonly do: 'deadline'; readonly news: DeadlineNews } & DeadlineFacts)
  | { readonly do: 'jumped'; readonly byMs: number }

export type Command = PersonCommand | SystemCommand
