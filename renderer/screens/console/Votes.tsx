/** The poll of a gate: what each role says, and its vote where it can be given. */
import type { PresentStep } from '../../../electron/contract/shapes/run.ts'
import { Button } from '../../ui/Button.tsx'
import type { Acts } from './acts.ts'
import type { Asked } from './asked.ts'
import styles from './Present.module.css'

const WORDS = { go: 'go', 'go-with-risk': 'go, with a risk accepted', 'no-go': 'no-go' } as const

export function Votes({ step, acts, ask }: { readonly step: PresentStep; readonly acts: Acts; readonly ask: (asked: Asked) => void }) {
  const { step: id } = step
  return (
    <ul className={styles['votes']}>
      {step.votes.map(({ role, vote }) => (
        <li key={role} className={styles['vote']}>
          <span className={styles['role']}>{role}</span>
          <span data-tone={vote === null ? 'quiet' : vote === 'no-go' ? 'failed' : vote === 'go' ? 'fine' : 'late'} className={styles['said']}>{vote === null ? 'has not voted' : WORDS[vote]}</span>
          {step.roles.includes(role) && (
            <span className={styles['voting']}>
              <Button size="s" tone={vote === null ? 'primary' : 'plain'} icon="check" busy={acts.busy} onClick={() => void acts.give({ do: 'vote', step: id, role, vote: 'go' }, `${role} says go.`)} aria-label={`${role}: go`}>Go</Button>
              <Button size="s" onClick={() => ask({ what: 'vote', step: id, role, vote: 'go-with-risk' })} aria-label={`${role}: go with a risk`}>Go with risk …</Button>
              <Button size="s" onClick={() => ask({ what: 'vote', step: id, role, vote: 'no-go' })} aria-label={`${role}: no-go`}>No-go …</Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
