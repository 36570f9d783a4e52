/** Says while a file is held over the window that it may be let go of here. The shell takes it from there. */
import { useEffect, useState } from 'react'
import { hasFiles } from '../../ui/DropGuard.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './DropTarget.module.css'

export function DropTarget() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const enter = (event: DragEvent): void => setOver(hasFiles(event))
    const leave = (event: DragEvent): void => {
      // Leaving the window, not an element in it.
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (): void => setOver(false)
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return over ? <div className={styles['target']} aria-hidden="true"><p className={styles['words']}><Icon name="file" size={24} />Let go to open this runbook</p></div> : null
}
