/** A verdict as shape, word and colour. */
import type { Verdict as Name } from '../../../electron/contract/shapes/board.ts'
import { Icon } from '../../ui/Icon.tsx'
import { VERDICTS } from './boardWords.ts'
import styles from './Verdict.module.css'

export function Verdict({ verdict }: { readonly verdict: Name }) {
  const { word, icon, tone } = VERDICTS[verdict]
  return <span className={styles['verdict']} data-tone={tone} data-verdict={verdict}><Icon name={icon} /><span>{word}</span></span>
}
