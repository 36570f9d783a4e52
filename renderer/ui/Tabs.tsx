/** Several views of the same thing. */
import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import styles from './Tabs.module.css'

export interface Tab<V extends string> {
  readonly value: V
  readonly label: string
  /** Beside the label: how many, or a mark. */
  readonly badge?: ReactNode
  readonly panel: ReactNode
}

export interface TabsProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly tabs: readonly Tab<V>[]
  /** At the end of the line of tabs. */
  readonly actions?: ReactNode
}

export function Tabs<V extends string>({ label, value, onChange, tabs, actions }: TabsProps<V>) {
  return (
    <Base.Root className={styles['tabs']} value={value} onValueChange={(next: V) => onChange(next)}>
      <div className={styles['bar']}>
        <Base.List className={styles['list']} aria-label={label}>
          {tabs.map((tab) => (
            <Base.Tab key={tab.value} value={tab.value} className={styles['tab']}>
              {tab.label}
              {tab.badge !== undefined && <span className={styles['badge']}>{tab.badge}</span>}
            </Base.Tab>
          ))}
        </Base.List>
        {actions}
      </div>
      {tabs.map((tab) => <Base.Panel key={tab.value} value={tab.value} className={styles['panel']}>{tab.panel}</Base.Panel>)}
    </Base.Root>
  )
}
