/** What is lost if we go back now: what the runbook says, and where it has a probe, what that measures. */
import { useState } from 'react'
import type { Output } from '../../../electron/contract/api.ts'
import type { BranchFacts } from '../../../electron/contract/shapes/step.ts'
import { useClient } from '../../store/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import styles from './Card.module.css'

export interface LossProps {
  readonly run: string
  readonly branch: BranchFacts
  /** It can be measured from here, by this one. */
  readonly mayMeasure: boolean
}

export function Loss({ run, branch, mayMeasure }: LossProps) {
  const client = useClient()
  const [found, setFound] = useState<Output<'run.loses'> | null>(null)
  const { ask, busy, error } = useAsk(async () => setFound(await client.call('run.loses', { run, branch: branch.id })))
  return (
    <>
      {branch.loses ?? 'The runbook does not say'}
      {found && (
        <span className={styles['measured']} role="status">
          {found.text === null ? `It could not be measured: ${found.failed ?? ''}` : <code>{found.text}</code>} (measured <WallTime at={found.at} seconds />)
        </span>
      )}
      {branch.measured && mayMeasure && <span className={styles['measured']}><Button size="s" icon="search" busy={busy} onClick={() => ask()}>{found ? 'Measure again' : 'Measure it now'}</Button></span>}
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}
