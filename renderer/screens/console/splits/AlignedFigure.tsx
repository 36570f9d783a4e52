/** A figure that stands on its decimal point below others, whether it has tenths or not. */
import styles from './AlignedFigure.module.css'

export function AlignedFigure({ text }: { readonly text: string }) {
  const [whole, tenths] = text.split('.')
  return (
    <span className={`figures ${styles['figure']}`}>
      {whole}
      <span className={styles['tenths']}>{tenths === undefined ? '' : `.${tenths}`}</span>
    </span>
  )
}
