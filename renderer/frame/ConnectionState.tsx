/** Silent while there is a road to the host; else in words what it means and what happens. */
import { useEffect, useRef } from 'react'
import { useConnection } from '../store/hooks.ts'
import { useAnnounce } from '../ui/LiveRegion.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './ConnectionState.module.css'

export function ConnectionState() {
  const { state } = useConnection()
  const announce = useAnnounce()
  const wasLost = useRef(false)
  useEffect(() => {
    if (state === 'lost' && !wasLost.current) announce('Connection to the host lost. What runs goes on. Trying again.', { urgent: true })
    if (state === 'open' && wasLost.current) announce('Connected to the host again.')
    if (state !== 'connecting') wasLost.current = state === 'lost'
  }, [state, announce])

  if (state === 'connecting') return <span className={styles['state']} data-tone="quiet">Connecting …</span>
  if (state !== 'lost') return null
  return (
    <span className={styles['state']} data-tone="late">
      <Icon name="warning" />
      <span>
        <strong>Connection to the host lost.</strong>
        <span className={styles['rest']}> What runs goes on. Trying again …</span>
      </span>
    </span>
  )
}
