/** A button that is only a sign; its label is read aloud, and shown in a tooltip. */
import { Button, type ButtonProps } from './Button.tsx'
import type { IconName } from './icons.ts'
import { Tooltip } from './Tooltip.tsx'
import styles from './IconButton.module.css'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  readonly icon: IconName
  readonly label: string
}

export function IconButton({ icon, label, tone = 'quiet', keys, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button {...rest} tone={tone} icon={icon} aria-label={label} className={styles['icon']} />
    </Tooltip>
  )
}
