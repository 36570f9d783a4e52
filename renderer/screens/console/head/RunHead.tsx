/** Always there: what kind of run this is and of which bytes, the clocks, what concerns the run as a whole, and the window bar. */
import { useMemo } from 'react'
import { useLocation } from 'wouter'
import type { Comparison } from '../../../../electron/contract/shapes/scalars.ts'
import { useConnection } from '../../../store/hooks.ts'
import { planPath, rollbackPath, warRoomPath } from '../../../store/paths.ts'
import type { RunState } from '../../../store/runState.ts'
import { barOfRun } from '../../../ui/bar/barOfRun.ts'
import { Copy } from '../../../ui/Copy.tsx'
import { LiveBadge } from '../../../ui/LiveBadge.tsx'
import { Menu, type MenuItem } from '../../../ui/Menu.tsx'
import { useNow } from '../../../ui/useNow.ts'
import { WindowBar } from '../../../ui/WindowBar.tsx'
import { ActionButton } from '../actions/ActionButton.tsx'
import { rareActions, runActions } from '../actions/actions.ts'
import type { Giving } from '../actions/useGiving.ts'
import { etaNow } from './figures.ts'
import { Figures } from './Figures.tsx'
import styles from './RunHead.module.css'

export interface RunHeadProps {
  readonly state: RunState
  readonly comparison: Comparison
  readonly giving: Giving
  readonly small: boolean
}

export function RunHead({ state, comparison, giving, small }: RunHeadProps) {
  const { fixed, now: run, rows } = state
  const { role } = useConnection()
  const [, navigate] = useLocation()
  const held = run.standing.is === 'held' || run.alsoHeld !== null
  const now = useNow(held ? 1000 : null)
  const bar = useMemo(() => barOfRun(held ? { ...run, eta: etaNow(run, now) } : run, fixed, rows), [run, fixed, rows, held, now])
  const rare = rareActions(state, role)
  const items: readonly MenuItem[] = [
    ...rare.filter(({ tone }) => tone !== 'danger').map((action) => ({ label: action.label, icon: action.icon, onSelect: () => giving.act(action) })),
    ...(rare.length > 0 ? ['line' as const] : []),
    { label: 'Rollback card', icon: 'rollback', hint: 'What a support engineer sees', onSelect: () => navigate(rollbackPath(fixed.run)) },
    { label: 'War room', icon: 'screen', hint: 'For everybody in the room', onSelect: () => navigate(warRoomPath(fixed.run)) },
    { label: 'Its plan', icon: 'graph', onSelect: () => navigate(planPath(fixed.file)) },
    ...rare.filter(({ tone }) => tone === 'danger').flatMap((action) => ['line' as const, { label: action.label, icon: action.icon, tone: 'danger' as const, onSelect: () => giving.act(action) }]),
  ]
  return (
    <header className={styles['head']}>
      <div className={styles['row']}>
        <div className={styles['what']}>
          <LiveBadge mode={fixed.mode} environment={fixed.environment} />
          <span className={styles['hash']} title={`Runbook ${fixed.sha256}`}>
            <code>#{fixed.sha256.slice(0, 8)}</code>
            <Copy text={fixed.sha256} label="Copy the runbook’s hash" />
          </span>
        </div>
        <Figures state={state} comparison={comparison} />
        <div className={styles['acts']}>
          {runActions(state, role).filter(({ id }) => id !== 'release').map((action) => <ActionButton key={action.id} action={action} giving={giving} />)}
          <Menu label="More of this run" items={items} />
        </div>
      </div>
      <WindowBar bar={bar} size={small ? 'm' : 'l'} />
    </header>
  )
}
