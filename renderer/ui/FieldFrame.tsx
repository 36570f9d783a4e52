/** Label, hint and error around a control; the ids by which they are heard together. */
import { useId, type ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import styles from './Field.module.css'

export interface FieldWords {
  readonly label: string
  /** Heard, not shown. */
  readonly hideLabel?: boolean | undefined
  readonly hint?: ReactNode
  /** What is wrong with it, in words. */
  readonly error?: string | null | undefined
  readonly required?: boolean | undefined
}

export interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

export function FieldFrame({ label, hideLabel = false, hint, error, required = true, children }: FieldWords & { readonly children: (ids: FieldIds) => ReactNode }) {
  const id = useId()
  const hinted = hint !== undefined && hint !== null
  const wrong = error !== undefined && error !== null
  const describedBy = [hinted && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles['label']}>
        {label}
        {!required && ' (optional)'}
      </label>
      {children({ id, 'aria-describedby': describedBy === '' ? undefined : describedBy, 'aria-invalid': wrong || undefined })}
      {hinted && <div id={`${id}-hint`} className={styles['hint']}>{hint}</div>}
      <div id={`${id}-error`} role="alert" className={wrong ? styles['error'] : styles['alert']}>
        {wrong && <><Icon name="warning" /><span>{error}</span></>}
      </div>
    </div>
  )
}
