/** A go/no-go poll, role by role. */
import type { PresentStep } from '../../../../electron/contract/shapes/run.ts'
import type { StepFacts } from '../../../../electron/contract/shapes/step.ts'
import { Link } from 'wouter'
import { runBoardPath } from '../../../store/paths.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { VOTES, votePrompt } from '../actions/prompts.ts'
import type { Giving } from '../actions/useGiving.ts'
import styles from './Votes.module.css'

export interface VotesProps {
  readonly run: string
  readonly present: PresentStep
  readonly facts: StepFacts
  readonly giving: Giving
  /** This page's role records votes. */
  readonly mayVote: boolean
}

const TONES = { go: 'fine', 'go-with-risk': 'late', 'no-go': 'failed' } as const

export function Votes({ run, present: { votes, roles, can }, facts, giving, mayVote }: VotesProps) {
  const open = mayVote && can.includes('vote')
  const given = votes.filter(({ vote }) => vote !== null).length
  return (
    <section className={styles['votes']} aria-label="Votes">
      <header className={styles['head']}>
        <h3 className={styles['title']}>{given} of {votes.length} have voted</h3>
        <Link href={runBoardPath(run)} className={styles['board']}>Open the board</Link>
      </header>
      <ul className={styles['list']}>
        {votes.map(({ role, vote, reopened }) => {
          const can = open && roles.includes(role)
          const act = (kind: keyof typeof VOTES): void =>
            giving.act({
              id: `vote ${role} ${kind}`,
              label: `${role}: ${VOTES[kind]}`,
              keys: null,
              icon: 'gate',
              tone: 'plain',
              beside: true,
              then: kind === 'go' ? { do: 'command', command: { do: 'vote', step: facts.id, role, vote: 'go' }, said: `${role}: go` } : { do: 'ask', prompt: votePrompt(facts, role, kind) },
            })
          return (
            <li key={role} className={styles['vote']} data-tone={vote !== null ? TONES[vote] : reopened === undefined ? 'quiet' : 'late'}>
              <span className={styles['role']}>{role}</span>
              <span className={styles['said']}>{vote === null ? (reopened === undefined ? 'has not voted' : <><Icon name="retry" />asked again</>) : <><Icon name={vote === 'go' ? 'check' : vote === 'no-go' ? 'close' : 'warning'} />{VOTES[vote]}</>}</span>
              {reopened !== undefined && <span className={styles['why']}>{reopened}</span>}
              {can && (
                <span className={styles['ways']} role="group" aria-label={`Vote of ${role}`}>
                  <Button size="s" tone={vote === null ? 'primary' : 'plain'} busy={giving.busy.has(`vote ${role} go`)} data-vote="" onClick={() => act('go')}>Go</Button>
                  <Button size="s" onClick={() => act('go-with-risk')}>Go with risk …</Button>
                  <Button size="s" onClick={() => act('no-go')}>No-go …</Button>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
