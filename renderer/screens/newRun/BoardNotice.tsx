/** What the go/no-go board says before a live run: it refuses nothing, and nobody goes live without having seen it. */
import { Link } from 'wouter'
import { useBoard } from '../../store/hooks.ts'
import { boardPath } from '../../store/paths.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { headline } from '../board/boardWords.ts'
import { Verdict } from '../board/Verdict.tsx'
import styles from './BoardNotice.module.css'

export function BoardNotice({ file, environment }: { readonly file: string; readonly environment: string | null }) {
  const { data: view, error, again } = useBoard(file, environment ?? undefined)
  if (error) return <ErrorNotice error={error} retry={again} />
  if (!view) return <Spinner label="Asking the host for the go/no-go board" />
  const { word, text, tone, icon } = headline(view)
  const rows = view.rows.filter(({ verdict }) => verdict !== 'ok')
  return (
    <Notice tone={tone} icon={icon} title={`Go/no-go board: ${word.toLowerCase()}. ${text}`} actions={<Link href={boardPath(file, view.environment)}>Open the board</Link>}>
      {rows.length === 0 ? `All ${view.rows.length} rows are fine.` : (
        <ul className={styles['rows']}>
          {rows.map(({ id, title, verdict, words, accepted }) => (
            <li key={id}><Verdict verdict={verdict} /><span>{`${title}: ${words}${accepted ? ' Accepted.' : ''}`}</span></li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
