/** What is to be kept an eye on once the run is over: all that was left behind on the way, and what the runbook wants watched. */
import type { HypercareItem } from '../../../../electron/contract/shapes/run.ts'
import type { RunState } from '../../../store/runState.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { WallTime } from '../../../ui/WallTime.tsx'
import { KINDS } from './hypercareWords.ts'
import styles from './Hypercare.module.css'

/** Folded away while the run goes on: it is for afterwards. */
export function Hypercare({ state }: { readonly state: RunState }) {
  const { hypercare, end } = state.now
  // Once the run is over it stands under its end.
  if (hypercare.length === 0 || (end !== null && end !== 'stopped')) return null
  return (
    <details className={styles['folded']}>
      <summary className={styles['summary']}><Icon name="eye" /><span>Hypercare</span><span className={`figures ${styles['count']}`}>{hypercare.length}</span></summary>
      <div className={styles['box']}><HypercareList state={state} /></div>
    </details>
  )
}

export function HypercareList({ state: { now: { hypercare }, steps } }: { readonly state: RunState }) {
  return (
    <ul className={styles['list']} aria-label="Hypercare">
      {hypercare.map((item) => <Item key={`${item.kind} ${item.step} ${item.at} ${item.text}`} item={item} title={steps.get(item.step)?.title ?? item.step} />)}
    </ul>
  )
}

function Item({ item: { kind, text, tier, at }, title }: { readonly item: HypercareItem; readonly title: string }) {
  const { tone, word } = KINDS[kind]
  return (
    <li className={styles['item']} data-tone={tone}>
      <p className={styles['head']}><span className={styles['word']}>{word}</span><span>{title}</span>{tier !== null && <span className={styles['tier']}>{tier}</span>}<span className={styles['at']}><WallTime at={at} /></span></p>
      {text !== '' && <p className={styles['text']}>{text}</p>}
    </li>
  )
}
