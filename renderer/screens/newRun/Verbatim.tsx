/** A text of a file as the host shows it: what could not be seen is escaped there, and stands out here. */
import styles from './Verbatim.module.css'

/** As the host writes them; with a backslash before it, it stood in the file like that. */
const ESCAPED = /(?<!\\)(\\u\{[0-9A-F]{4,6}\})/g

export function Verbatim({ text }: { readonly text: string }) {
  return <>{text.split(ESCAPED).map((part, index) => (index % 2 === 1 ? <mark key={index} className={styles['escaped']} title="A character that can't be seen">{part}</mark> : part))}</>
}
