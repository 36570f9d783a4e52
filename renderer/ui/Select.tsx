/** One of a list, where the list is too long to stand open. */
import { Select as Base } from '@base-ui/react/select'
import { useId } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import field from './Field.module.css'
import styles from './Select.module.css'

export interface Option<V extends string> {
  readonly value: V
  readonly label: string
  readonly hint?: string | undefined
  /** Why it can't be chosen. */
  readonly why?: string | null | undefined
}

export interface SelectProps<V extends string> {
  readonly label: string
  /** Heard, not shown. */
  readonly hideLabel?: boolean | undefined
  readonly hint?: string | undefined
  readonly value: V | null
  readonly onChange: (value: V) => void
  readonly options: readonly Option<V>[]
  /** Where nothing is chosen. */
  readonly placeholder?: string | undefined
  readonly disabled?: boolean | undefined
  readonly size?: 's' | 'm' | undefined
}

export function Select<V extends string>({ label, hideLabel = false, hint, value, onChange, options, placeholder = 'Choose …', disabled = false, size = 'm' }: SelectProps<V>) {
  const id = useId()
  const chosen = options.find((option) => option.value === value)
  return (
    <div className={field['field']}>
      <span id={`${id}-label`} className={hideLabel ? 'visually-hidden' : field['label']}>{label}</span>
      <Base.Root value={value} onValueChange={(next) => { if (next !== null) onChange(next) }} disabled={disabled}>
        <Base.Trigger className={styles['trigger']} data-size={size} aria-labelledby={`${id}-label`} aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
          <Base.Value>{() => <span className={classes(styles['value'], !chosen && styles['none'])}>{chosen?.label ?? placeholder}</span>}</Base.Value>
          <Base.Icon className={styles['sign']}><Icon name="chevron-down" /></Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={styles['place']} sideOffset={4} alignItemWithTrigger={false} align="start">
            <Base.Popup className={styles['popup']}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} label={option.label} disabled={(option.why ?? null) !== null} className={styles['item']}>
                    <span className={styles['tick']}><Base.ItemIndicator><Icon name="check" /></Base.ItemIndicator></span>
                    <span className={styles['words']}>
                      <Base.ItemText>{option.label}</Base.ItemText>
                      {(option.why ?? option.hint) !== undefined && <span className={styles['hint']}>{option.why ?? option.hint}</span>}
                    </span>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {hint !== undefined && <span id={`${id}-hint`} className={field['hint']}>{hint}</span>}
    </div>
  )
}
