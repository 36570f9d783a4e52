/** What the board comes to, as large as it matters; why; and how the run lies in its window. */
import type { BoardView } from '../../../electron/contract/shapes/board.ts'
import { classes } from '../../ui/classes.ts'
import { formatNumberOf, formatSpan } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNow } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import { headline } from './boardWords.ts'
import styles from './BoardHead.module.css'

/** More reasons than this are behind a click. */
const FEW = 4

export function BoardHead({ view }: { readonly view: BoardView }) {
  const { word, icon, tone, text } = headline(view)
  const { because } = view
  const [few, more] = [because.slice(0, FEW), because.slice(FEW)]
  return (
    <section className={styles['head']} data-tone={tone} aria-label="Verdict" data-board={view.verdict}>
      <p className={styles['word']} role="status"><Icon name={icon} size={24} /><span>{word}</span><span className={styles['text']}>{text}</span></p>
      <Clock view={view} />
      {few.length > 0 && (
        <ul className={styles['because']}>
          {few.map((why) => <li key={why}>{why}</li>)}
          {more.length > 0 && (
            <li>
              <details>
                <summary>{`and ${formatNumberOf(more.length, 'more reason')}`}</summary>
                <ul className={styles['because']}>{more.map((why) => <li key={why}>{why}</li>)}</ul>
              </details>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}

/** When the gate expires, or asks again, and where a no-go leads. */
function Clock({ view: { gate } }: { readonly view: BoardView }) {
  const now = useNow(gate?.at === null || gate === null ? null : 1000)
  if (!gate) return null
  const { state, at, leads } = gate
  return (
    <dl className={classes('figures', styles['clock'])}>
      {at !== null && <div><dt>{state === 'postponed' ? 'Asks again' : 'Expires'}</dt><dd><WallTime at={at} />{at > now && <span className={styles['quiet']}>{` in ${formatSpan(at - now)}`}</span>}</dd></div>}
      <div><dt>A no-go</dt><dd>{leads.noGo}</dd></div>
      {leads.expired !== null && <div><dt>Expired</dt><dd>{leads.expired}</dd></div>}
    </dl>
  )
}

