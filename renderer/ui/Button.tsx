/** A button. `tone` says how much it matters, and whether it is one to think about. */
import type { ButtonHTMLAttributes, Ref } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import { Kbd } from './Kbd.tsx'
import styles from './Button.module.css'

export type ButtonTone = 'plain' | 'primary' | 'quiet' | 'danger' | 'rolling'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick'> {
  readonly tone?: ButtonTone | undefined
  readonly size?: 's' | 'm' | 'l' | undefined
  /** The key that does the same; shown, not bound. */
  readonly keys?: string | undefined
  readonly icon?: IconName | undefined
  /** What it began is under way: it takes no further click, and says so. */
  readonly busy?: boolean | undefined
  /** Why it can't be used now, in words: it stays in the order of the Tab key, so that everybody finds the reason. */
  readonly why?: string | null | undefined
  readonly wide?: boolean | undefined
  readonly onClick?: ButtonHTMLAttributes<HTMLButtonElement>['onClick']
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

export function Button({ tone = 'plain', size = 'm', keys, icon, busy = false, why, wide = false, onClick, children, className, title, ...rest }: ButtonProps) {
  const refuses = busy || (why ?? null) !== null
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles['button'], wide && styles['wide'], className)}
      data-tone-of={tone}
      data-size={size}
      aria-busy={busy || undefined}
      aria-disabled={refuses || undefined}
      title={why ?? title}
      onClick={(event) => {
        if (refuses) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy ? <span className={styles['busy']} aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children !== undefined && <span className={styles['label']}>{children}</span>}
      {why ? <span className="visually-hidden">{`: ${why}`}</span> : null}
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  )
}
