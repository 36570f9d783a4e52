/** One of several, all with what they mean; where there are many, what is typed narrows them. */
import { useState } from 'react'
import { Radio } from '../../../ui/Radio.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import type { ChoiceOption } from './prompt.ts'
import styles from './ChoiceField.module.css'

export interface ChoiceFieldProps {
  readonly label: string
  readonly value: string
  readonly options: readonly ChoiceOption[]
  readonly onChange: (value: string) => void
  readonly error: string | null
  readonly autoFocus: boolean
}

const FEW = 8
const MOST_SHOWN = 50

export function ChoiceField({ label, value, options, onChange, error, autoFocus }: ChoiceFieldProps) {
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const found = wanted === '' ? options : options.filter((option) => `${option.label} ${option.value} ${option.hint ?? ''}`.toLowerCase().includes(wanted))
  const shown = found.slice(0, MOST_SHOWN)
  return (
    <div className={styles['choice']}>
      {options.length > FEW && <TextField label={`Find: ${label.toLowerCase()}`} type="search" icon="search" value={filter} onChange={setFilter} autoFocus={autoFocus} hint={found.length > shown.length ? `${found.length} found; the first ${MOST_SHOWN} are shown.` : undefined} />}
      <div className={styles['list']}><Radio label={label} value={value === '' ? null : value} onChange={onChange} options={shown} /></div>
      {shown.length === 0 && <p className={styles['none']}>Nothing is called so.</p>}
      {error !== null && <p className={styles['error']} data-tone="failed" role="alert">{error}</p>}
    </div>
  )
}
