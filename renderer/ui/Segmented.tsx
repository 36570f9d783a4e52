/** One of two to five, all seen at once. Arrow keys move. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import field from './Field.module.css'
import styles from './Segmented.module.css'

export interface SegmentedProps<V extends string> {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly hint?: string | undefined
  readonly value: V
  readonly onChange: (value: V) => void
  readonly options: readonly { readonly value: V; readonly label: string; readonly icon?: IconName | undefined; readonly why?: string | null | undefined }[]
  readonly size?: 's' | 'm' | undefined
}

export function Segmented<V extends string>({ label, hideLabel = false, hint, value, onChange, options, size = 'm' }: SegmentedProps<V>) {
  const id = useId()
  return (
    <div className={field['field']}>
      <span id={id} className={hideLabel ? 'visually-hidden' : field['label']}>{label}</span>
      <RadioGroup<V> className={styles['group']} data-size={size} aria-labelledby={id} aria-describedby={hint === undefined ? undefined : `${id}-hint`} value={value} onValueChange={(next) => onChange(next)}>
        {options.map((option) => (
          <label key={option.value} className={styles['option']} title={option.why ?? undefined}>
            <Radio.Root value={option.value} className={styles['radio']} disabled={(option.why ?? null) !== null} />
            {option.icon && <Icon name={option.icon} />}
            <span>{option.label}</span>
          </label>
        ))}
      </RadioGroup>
      {hint !== undefined && <span id={`${id}-hint`} className={field['hint']}>{hint}</span>}
    </div>
  )
}
