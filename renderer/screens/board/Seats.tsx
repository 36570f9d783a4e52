/** Who is asked, what each role said, when, and on what that rests; a vote that counts no more says why. */
import type { BoardSeat } from '../../../electron/contract/shapes/board.ts'
import { Button } from '../../ui/Button.tsx'
import { formatNumberOf } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import { SEATS, speakerWords, VOTE_WORDS } from './boardWords.ts'
import { Verdict } from './Verdict.tsx'
import styles from './Seats.module.css'

export interface SeatsProps {
  readonly seats: readonly BoardSeat[]
  /** Null: nobody votes from here now. */
  readonly onVote: ((role: string) => void) | null
  /** The role that the key votes for. */
  readonly first: string | null
}

export function Seats({ seats, onVote, first }: SeatsProps) {
  if (seats.length === 0) return <p className={styles['none']}>Nobody is asked: the runbook names no roles, and no gate polls any. Name them under roles:, and ask them at a gate.</p>
  return (
    <ul className={styles['seats']}>
      {seats.map((seat) => (
        <li key={seat.role} className={styles['seat']} data-tone={SEATS[seat.seat].tone} data-seat={seat.seat} data-role={seat.role}>
          <div className={styles['row']}>
            <span className={styles['role']}>{seat.role}</span>
            <span className={styles['word']}><Icon name={SEATS[seat.seat].icon} /><span>{SEATS[seat.seat].word}</span></span>
            {onVote && <Button size="s" tone={seat.role === first ? 'primary' : 'plain'} keys={seat.role === first ? 'v' : undefined} onClick={() => onVote(seat.role)}>Vote …<span className="visually-hidden">{` for ${seat.role}`}</span></Button>}
          </div>
          <Said seat={seat} />
        </li>
      ))}
    </ul>
  )
}

export function isAsked({ seat }: Pick<BoardSeat, 'seat'>): boolean {
  return seat === 'waits' || seat === 'reopened' || seat === 'expired'
}

function Said({ seat: { seat, vote, reopened, deputy } }: { readonly seat: BoardSeat }) {
  const stale = seat === 'reopened' || seat === 'expired'
  return (
    <div className={styles['said']}>
      {reopened && <p className={styles['why']}><Icon name="retry" /><span>{reopened.why}</span></p>}
      {seat === 'expired' && <p className={styles['why']}><Icon name="clock" /><span>The time that the vote was given for is over.</span></p>}
      {vote
        ? (
            <>
              <p className={styles['by']}>{stale && <span>{`was ${VOTE_WORDS[vote.vote].toLowerCase()}: `}</span>}<span>{speakerWords(vote.by)}</span>, <WallTime at={vote.at} day /></p>
              {vote.reason !== null && <p className={styles['reason']}>{vote.reason}</p>}
              {vote.until !== null && <p className={styles['by']}>holds until <WallTime at={vote.until} day /></p>}
              {vote.rests && <Rests rests={vote.rests} />}
            </>
          )
        : deputy !== null && <p className={styles['by']}>{`deputy: ${deputy}`}</p>}
    </div>
  )
}

function Rests({ rests: { rows, notFine } }: { readonly rests: NonNullable<NonNullable<BoardSeat['vote']>['rests']> }) {
  const lead = `rests on ${formatNumberOf(rows, 'row')}, ${notFine.length === 0 ? 'all fine' : `${notFine.length} not fine`} then`
  if (notFine.length === 0) return <p className={styles['by']}>{lead}</p>
  return (
    <details className={styles['by']}>
      <summary>{lead}</summary>
      <ul className={styles['rests']}>{notFine.map(({ title, verdict }) => <li key={title}><Verdict verdict={verdict} /><span>{title}</span></li>)}</ul>
    </details>
  )
}
