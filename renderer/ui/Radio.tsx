/** One of a few, each with a sentence that says what it means. */
import { Radio as Base } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId, type ReactNode } from 'react'
import field from './Field.module.css'
import styles from './Choice.module.css'

export interface RadioProps<V extends string> {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly value: V | null
  readonly onChange: (value: V) => void
  readonly options: readonly { readonly value: V; readonly label: ReactNode; readonly hint?: ReactNode; /** Why it can't be chosen. */ readonly why?: string | null | undefined }[]
}

export function Radio<V extends string>({ label, hideLabel = false, value, onChange, options }: RadioProps<V>) {
  const id = useId()
  return (
    <div className={field['field']}>
      <span id={id} className={hideLabel ? 'visually-hidden' : field['label']}>{label}</span>
      <RadioGroup<V | null> className={styles['list']} aria-labelledby={id} value={value} onValueChange={(next) => { if (next !== null) onChange(next) }}>
        {options.map((option) => {
          const below = option.why ?? option.hint
          return (
            <label key={option.value} className={styles['choice']}>
              <Base.Root value={option.value} className={styles['round']} disabled={(option.why ?? null) !== null} aria-describedby={below === undefined ? undefined : `${id}-${option.value}`}>
                <Base.Indicator className={styles['dot']} />
              </Base.Root>
              <span className={styles['words']}>
                <span>{option.label}</span>
                {below !== undefined && <span id={`${id}-${option.value}`} className={field['hint']}>{below}</span>}
              </span>
            </label>
          )
        })}
      </RadioGroup>
    </div>
  )
}
