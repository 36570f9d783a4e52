/** A drawn sign. It says nothing to a screen reader: the words beside it do. */
import { ICONS, type IconName } from './icons.ts'
import styles from './Icon.module.css'

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: 16 | 20 | 24 }) {
  return (
    <svg className={styles['icon']} data-icon={name} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {ICONS[name].map((path) => <path key={path} d={path} />)}
    </svg>
  )
}
