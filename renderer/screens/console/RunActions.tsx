/** What can be done with the run as a whole. Rare and grave things stand in a menu and ask first. */
import type { RunState } from '../../store/runState.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import type { Acts } from './acts.ts'
import { RUN_KEYS, type Asked } from './asked.ts'
import styles from './Console.module.css'

export interface RunActionsProps {
  readonly state: RunState
  readonly acts: Acts
  readonly ask: (asked: Asked) => void
  readonly letters: boolean
}

export function RunActions({ state: { now: run }, acts, ask, letters }: RunActionsProps) {
  const can = new Set(run.can.run)
  const key = (letter: string) => (letters ? { keys: letter } : {})
  const rare: MenuItem[] = [
    ...(can.has('recycle') ? [{ label: 'Go back to an earlier step …', icon: 'arrow-left' as const, onSelect: () => ask({ what: 'recycle' }) }] : []),
    ...(can.has('amend') ? [{ label: 'It really ended at …', icon: 'edit' as const, onSelect: () => ask({ what: 'amend' }) }] : []),
    ...(can.has('abandon') ? ['line' as const, { label: 'Abandon the run …', icon: 'stop' as const, tone: 'danger' as const, onSelect: () => ask({ what: 'abandon' }) }] : []),
  ]
  return (
    <div className={styles['runActions']} role="group" aria-label="The run">
      {can.has('hold') && <Button icon="hold" {...key(RUN_KEYS.hold)} onClick={() => ask({ what: 'hold' })}>Hold …</Button>}
      {can.has('release') && <Button tone="primary" icon="play" busy={acts.busy} {...key(RUN_KEYS.release)} onClick={() => void acts.give({ do: 'release' }, 'Released: the run goes on.')}>Release the hold</Button>}
      {can.has('undo') && <Button icon="undo" busy={acts.busy} {...key(RUN_KEYS.undo)} onClick={() => void acts.give({ do: 'undo' }, 'The last outcome was undone.')}>Undo</Button>}
      {rare.length > 0 && <Menu label="More" items={rare} />}
    </div>
  )
}
