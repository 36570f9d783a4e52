/** Yes or no, as part of something that is sent later. What holds at once is a Switch. */
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { useId, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import field from './Field.module.css'
import styles from './Choice.module.css'

export interface CheckboxProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean | undefined
}

export function Checkbox({ label, hint, checked, onChange, disabled = false }: CheckboxProps) {
  const id = useId()
  return (
    <label className={styles['choice']}>
      <Base.Root className={styles['square']} checked={checked} onCheckedChange={(next) => onChange(next)} disabled={disabled} aria-describedby={hint === undefined ? undefined : id}>
        <Base.Indicator className={styles['tick']}><Icon name="check" /></Base.Indicator>
      </Base.Root>
      <span className={styles['words']}>
        <span>{label}</span>
        {hint !== undefined && <span id={id} className={field['hint']}>{hint}</span>}
      </span>
    </label>
  )
}
