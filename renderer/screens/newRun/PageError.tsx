/** What is wrong with a choice that is no field: heard as soon as it is there. */
import { Icon } from '../../ui/Icon.tsx'
import styles from './pages.module.css'

export function PageError({ text }: { readonly text: string | undefined }) {
  return <div role="alert" className={styles['error']}>{text !== undefined && <><Icon name="warning" />{text}</>}</div>
}
