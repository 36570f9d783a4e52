/** Where the run executes: only what the mode allows, each with its grade, and with the secrets that are set or missing. */
import type { PlanEnvironment } from '../../../electron/contract/shapes/plan.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Radio } from '../../ui/Radio.tsx'
import { whyNotEnvironment } from './choices.ts'
import { PageError } from './PageError.tsx'
import type { PageProps } from './pageProps.ts'
import styles from './pages.module.css'

export function EnvironmentPage({ choices: { mode, environment }, plan, problems, send }: PageProps) {
  return (
    <>
      <Radio
        label="Environment"
        hideLabel
        value={environment}
        onChange={(id) => send({ type: 'ENVIRONMENT', environment: id })}
        options={plan.book.environments.map((one) => ({
          value: one.id,
          label: <span className={styles['optionTitle']}>{one.id}{one.live && <span className={styles['live']}>LIVE</span>}</span>,
          hint: <About environment={one} />,
          why: mode === null ? null : whyNotEnvironment(one, mode),
        }))}
      />
      <PageError text={problems['environment']} />
    </>
  )
}

function About({ environment: { grade, vars, secrets, comms, identity } }: { readonly environment: PlanEnvironment }) {
  const names = Object.entries(vars)
  return (
    <span className={styles['optionText']}>
      <span>{[`Grade ${grade}`, identity ? 'checks that it is the right one before anything executes' : null, comms === 'test' ? 'announcements are sent' : 'announcements are shown, not sent'].filter(Boolean).join(' · ')}</span>
      {names.length > 0 && <span className={styles['vars']}>{names.map(([name, value]) => `${name}=${value}`).join('  ')}</span>}
      {secrets.length > 0 && <span className={styles['secrets']}>{secrets.map(({ name, set }) => <span key={name} data-set={set || undefined}><Icon name={set ? 'check' : 'warning'} />{`${name} ${set ? 'is set' : 'is missing'}`}</span>)}</span>}
    </span>
  )
}
