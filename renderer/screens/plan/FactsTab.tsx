/** What a runbook says besides its steps: risks, what has to be true before the night, who takes part, what is at stake, and where it runs. */
import type { PlanEnvironment, PlanView } from '../../../electron/contract/shapes/plan.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { RiskMatrix } from './RiskMatrix.tsx'
import styles from './FactsTab.module.css'

type Book = NonNullable<PlanView['book']>

export function FactsTab({ book }: { readonly book: Book }) {
  const risks = book.risks.toSorted((a, b) => b.likelihood * b.impact - a.likelihood * a.impact)
  return (
    <div className={styles['facts']} tabIndex={0} role="group" aria-label="Risks and readiness">
      <div className={styles['columns']}>
        <Section title="Risks" lead={risks.length === 0 ? 'None is written down.' : 'Likelihood and impact from 1 to 5; the gravest first.'}>
          {risks.length > 0 && (
            <div className={styles['risks']}>
              <RiskMatrix risks={risks} />
              <ol className={styles['list']}>
                {risks.map(({ id, what, likelihood, impact, mitigation, owner }) => (
                  <li key={id} className={styles['risk']}>
                    <span className={`figures ${styles['score']}`} title={`Likelihood ${likelihood} × impact ${impact}`}>{likelihood * impact}</span>
                    <div>
                      <p className={styles['what']}>{what}</p>
                      <p className={styles['quiet']}>{`Likelihood ${likelihood}, impact ${impact}${owner === null ? '' : `, ${owner}`}`}</p>
                      <p className={styles['text']}>{mitigation ?? 'Nothing is planned against it.'}</p>
                    </div>
                  </li>
                ))}
              </ol>
            </div>
          )}
        </Section>
        <Section title="Readiness" lead={book.readiness.length === 0 ? 'Nothing is asked for before the night.' : 'What has to be true before the night.'}>
          <ul className={styles['list']}>
            {book.readiness.map(({ id, what, category, evidence, owner }) => (
              <li key={id} className={styles['row']}>
                <span className={styles['what']}>{what}</span>
                <span className={styles['quiet']}>{[category, owner, evidence === null ? null : evidence === 'required' ? 'evidence required' : 'evidence optional'].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
      <div className={styles['columns']}>
        <Section title="Roles">
          <ul className={styles['list']}>
            {book.roles.map(({ id, escalate, deputy }) => (
              <li key={id} className={styles['row']}>
                <span className={styles['what']}>{id}</span>
                <span className={styles['quiet']}>{[escalate === null ? 'nobody to escalate to' : `escalates to ${escalate}`, deputy === null ? null : `deputy ${deputy}`].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Components" lead={book.components.length === 0 ? 'None is named: a failed check holds for a person.' : 'What a failed check on one does.'}>
          <ul className={styles['list']}>
            {book.components.map(({ id, tier, owner }) => (
              <li key={id} className={styles['row']}>
                <span className={styles['what']}>{id}</span>
                <span className={styles['quiet']}>{`${tier}: ${TIERS[tier]}${owner === null ? '' : ` · ${owner}`}`}</span>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Environments" lead={book.environments.length === 0 ? 'None is named: only a tabletop can be held.' : 'Where it runs.'}>
          <ul className={styles['list']}>
            {book.environments.map((environment) => <Environment key={environment.id} environment={environment} />)}
          </ul>
        </Section>
      </div>
    </div>
  )
}

const TIERS = { critical: 'holds the run and proposes the rollback', important: 'asks for a decision', 'nice-to-have': 'the run goes on, degraded' } as const

export function Environment({ environment: { id, grade, live, vars, secrets, comms, identity } }: { readonly environment: PlanEnvironment }) {
  const names = Object.entries(vars)
  return (
    <li className={styles['row']}>
      <span className={styles['what']}>{id}{live && <span className={styles['live']}>LIVE</span>}</span>
      <span className={styles['quiet']}>{[`grade ${grade}`, identity ? 'checks that it is the right one' : null, comms === 'test' ? 'announcements are sent in rehearsals, too' : null].filter(Boolean).join(' · ')}</span>
      {names.length > 0 && <span className={styles['vars']}>{names.map(([name, value]) => `${name}=${value}`).join('  ')}</span>}
      {secrets.length > 0 && (
        <span className={styles['secrets']}>
          {secrets.map(({ name, set }) => <span key={name} data-set={set || undefined}><Icon name={set ? 'check' : 'warning'} />{`${name} ${set ? 'is set' : 'is missing'}`}</span>)}
        </span>
      )}
    </li>
  )
}
