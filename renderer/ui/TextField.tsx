/** One line of text. */
import type { Ref } from 'react'
import { classes } from './classes.ts'
import { FieldFrame, type FieldWords } from './FieldFrame.tsx'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { Kbd } from './Kbd.tsx'
import styles from './Field.module.css'

export interface TextFieldProps extends FieldWords {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'search' | 'number' | 'password' | undefined
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
  readonly mono?: boolean | undefined
  readonly icon?: IconName | undefined
  /** The key that comes here; shown, not bound. */
  readonly keys?: string | undefined
  readonly disabled?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly onEnter?: (() => void) | undefined
  readonly onBlur?: (() => void) | undefined
  readonly onKeyDown?: ((event: React.KeyboardEvent<HTMLInputElement>) => void) | undefined
  readonly ref?: Ref<HTMLInputElement> | undefined
}

export function TextField({ label, hideLabel, hint, error, required, value, onChange, type = 'text', mono = false, icon, keys, onEnter, onKeyDown, ...rest }: TextFieldProps) {
  return (
    <FieldFrame label={label} hideLabel={hideLabel} hint={hint} error={error} required={required}>
      {(ids) => (
        <div className={classes(icon && styles['withIcon'])}>
          {icon && <Icon name={icon} />}
          <input
            {...rest}
            {...ids}
            type={type}
            value={value}
            className={classes(styles['box'], mono && styles['mono'])}
            autoComplete="off"
            spellCheck={mono ? false : undefined}
            onChange={(event) => onChange(event.currentTarget.value)}
            onKeyDown={(event) => {
              onKeyDown?.(event)
              if (event.key === 'Enter' && !event.nativeEvent.isComposing && !event.defaultPrevented) onEnter?.()
            }}
          />
          {keys !== undefined && value === '' && <Kbd keys={keys} />}
        </div>
      )}
    </FieldFrame>
  )
}
