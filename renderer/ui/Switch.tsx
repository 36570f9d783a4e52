/** On or off, at once. */
import { Switch as Base } from '@base-ui/react/switch'
import { useId, type ReactNode } from 'react'
import field from './Field.module.css'
import styles from './Choice.module.css'

export interface SwitchProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean | undefined
}

export function Switch({ label, hint, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId()
  return (
    <label className={styles['choice']}>
      <Base.Root className={styles['switch']} checked={checked} onCheckedChange={(next) => onChange(next)} disabled={disabled} aria-describedby={hint === undefined ? undefined : id}>
        <Base.Thumb className={styles['thumb']} />
      </Base.Root>
      <span className={styles['words']}>
        <span>{label}</span>
        {hint !== undefined && <span id={id} className={field['hint']}>{hint}</span>}
      </span>
    </label>
  )
}
