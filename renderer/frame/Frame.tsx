/** What stands around every screen. */
import { Suspense, useRef, useState, type ReactNode } from 'react'
import { useSettings } from '../store/hooks.ts'
import type { Place } from '../store/paths.ts'
import { Spinner } from '../ui/Spinner.tsx'
import { Boundary } from './Boundary.tsx'
import { KeysSheet } from './KeysSheet.tsx'
import { useLetterKeys } from './letterKeys.ts'
import { TopBar } from './TopBar.tsx'
import { useArrival } from './useArrival.ts'
import { useShellFrames } from './useShellFrames.ts'
import styles from './Frame.module.css'

export interface FrameProps {
  readonly place: Place
  /** As the address has it. */
  readonly path: string
  readonly children: ReactNode
}

export function Frame({ place, path, children }: FrameProps) {
  const main = useRef<HTMLElement>(null)
  const { settings } = useSettings()
  const [showsKeys, setShowsKeys] = useState(false)
  useArrival(main, path)
  useShellFrames(place, () => setShowsKeys(true))
  useLetterKeys(settings.letterKeys, (key) => {
    if (key !== '?') return false
    setShowsKeys(true)
    return true
  })
  return (
    <div className={styles['frame']}>
      <a className={styles['skip']} href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus() }}>To the screen</a>
      <TopBar place={place} onKeys={() => setShowsKeys(true)} />
      <main ref={main} id="main" tabIndex={-1} className={styles['main']}>
        <Boundary place={path}>
          <Suspense fallback={<div className={styles['waits']}><Spinner label="Loading the screen" /></div>}>{children}</Suspense>
        </Boundary>
      </main>
      <KeysSheet open={showsKeys} onClose={() => setShowsKeys(false)} />
    </div>
  )
}
