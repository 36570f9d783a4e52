/** How much of the picture is seen. */
import { useReactFlow, useStore } from '@xyflow/react'
import { Button } from '../../ui/Button.tsx'
import styles from './Graph.module.css'

export interface ToolbarProps {
  readonly onFit: () => void
  /** Null where there is nothing to open or close. */
  readonly onOpenAll: (() => void) | null
  readonly onCloseAll: (() => void) | null
}

const CALM_MS = 180

export function Toolbar({ onFit, onOpenAll, onCloseAll }: ToolbarProps) {
  const { zoomIn, zoomOut } = useReactFlow()
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100))
  return (
    <div className={styles['tools']} role="group" aria-label="View of the graph" data-density="console">
      <Button size="s" tone="quiet" aria-label="Smaller" title="Smaller (−)" onClick={() => void zoomOut({ duration: CALM_MS })}>−</Button>
      <span className={`figures ${styles['percent']}`}>{`${percent} %`}</span>
      <Button size="s" tone="quiet" aria-label="Larger" title="Larger (+)" onClick={() => void zoomIn({ duration: CALM_MS })}>+</Button>
      <Button size="s" tone="quiet" keys="0" onClick={onFit}>Fit</Button>
      {onOpenAll && <Button size="s" tone="quiet" onClick={onOpenAll}>Open all</Button>}
      {onCloseAll && <Button size="s" tone="quiet" onClick={onCloseAll}>Phases only</Button>}
    </div>
  )
}
