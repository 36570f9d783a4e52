/** Several lines of text. Ctrl+Enter sends them. */
import type { Ref } from 'react'
import { classes } from './classes.ts'
import { FieldFrame, type FieldWords } from './FieldFrame.tsx'
import styles from './Field.module.css'

export interface TextAreaProps extends FieldWords {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly rows?: number | undefined
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  readonly mono?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly onSubmit?: (() => void) | undefined
  readonly ref?: Ref<HTMLTextAreaElement> | undefined
}

export function TextArea({ label, hideLabel, hint, error, required, value, onChange, rows = 3, mono = false, onSubmit, ...rest }: TextAreaProps) {
  return (
    <FieldFrame label={label} hideLabel={hideLabel} hint={hint} error={error} required={required}>
      {(ids) => (
        <textarea
          {...rest}
          {...ids}
          rows={rows}
          value={value}
          className={classes(styles['box'], styles['area'], mono && styles['mono'])}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit?.()
          }}
        />
      )}
    </FieldFrame>
  )
}
