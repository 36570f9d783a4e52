/** The slim bar above every screen: the way home, where one is, who one is here, and whether the host can be reached. */
import { Link } from 'wouter'
import type { Role } from '../../electron/contract/roles.ts'
import { useConnection } from '../store/hooks.ts'
import { LIBRARY_PATH, SETTINGS_PATH, type Place } from '../store/paths.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { ConnectionState } from './ConnectionState.tsx'
import { Mark } from './Mark.tsx'
import { Whereabouts } from './Whereabouts.tsx'
import styles from './TopBar.module.css'

const ROLES: Readonly<Record<Role, readonly [word: string, means: string]>> = {
  captain: ['Captain', 'You may do everything.'],
  operator: ['Operator', 'You may work on steps; what concerns the run as a whole is the captain\'s.'],
  rollback: ['Rollback', 'You may start the way back and work on its steps, and nothing else.'],
  observer: ['Observer', 'You look; nothing can be done from here.'],
}

export function TopBar({ place, onKeys }: { readonly place: Place; readonly onKeys: () => void }) {
  const { role, session } = useConnection()
  return (
    <header className={styles['bar']} data-density="console">
      <Link href={LIBRARY_PATH} className={styles['home']} aria-label={role === 'rollback' ? 'Runthrough: to the open runs' : 'Runthrough: to the library'}>
        <Mark />
        <span className={styles['name']}>Runthrough</span>
      </Link>
      <Whereabouts place={place} />
      <div className={styles['end']}>
        <ConnectionState />
        {role !== null && (
          <Tooltip text={`${session ? `${session.name}. ` : ''}${ROLES[role][1]}`} side="bottom">
            <span className={styles['role']} tabIndex={0}>
              <Icon name={role === 'captain' ? 'captain' : role === 'observer' ? 'eye' : role === 'rollback' ? 'rollback' : 'user'} />
              {ROLES[role][0]}
            </span>
          </Tooltip>
        )}
        <IconButton icon="keyboard" label="Keys" size="s" onClick={onKeys} />
        {role !== 'rollback' && (
          <Link href={SETTINGS_PATH} className={styles['settings']} aria-label="Settings" title="Settings" aria-current={place.screen === 'settings' ? 'page' : undefined}>
            <Icon name="settings" />
          </Link>
        )}
      </div>
    </header>
  )
}
