/** A key, or several to be pressed together (`Ctrl+K`) or one after the other (`g l`). */
import styles from './Kbd.module.css'

export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={styles['keys']}>{keys.split(' ').map((key, index) => <span key={index} className={styles['key']}>{key}</span>)}</kbd>
}
