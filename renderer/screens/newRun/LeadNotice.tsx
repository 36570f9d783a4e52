/** What a rehearsal was begun for, and what has to happen in it: it stands over every page of the wizard. */
import type { LeadView } from '../../../electron/contract/shapes/coverage.ts'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import type { Leading } from './useLead.ts'
import { goalWords } from './leadWords.ts'
import styles from './LeadNotice.module.css'

export function LeadNotice({ leading, titleOf }: { readonly leading: Leading; readonly titleOf: (id: string) => string }) {
  const { goal, lead, error, readAgain } = leading
  if (!goal) return null
  if (error) return <ErrorNotice error={error} retry={readAgain} />
  const title = `This rehearsal is for ${goalWords(goal, titleOf)}`
  if (lead === undefined) return <Notice tone="rolling" icon="flag" title={title}><Spinner label="Looking for a way that leads there" /></Notice>
  if (lead === null) return <Notice tone="late" title={title}>No way of the machine leads there: look at the problems of the file. The rehearsal can be started all the same.</Notice>
  return <Notice tone="rolling" icon="flag" title={title}><Words lead={lead} titleOf={titleOf} /></Notice>
}

function Words({ lead: { rollbackAt, injects, steps }, titleOf }: { readonly lead: LeadView; readonly titleOf: (id: string) => string }) {
  const set = [rollbackAt === null ? null : `it rolls back by itself at “${titleOf(rollbackAt)}”`, injects.length === 0 ? null : `${injects.join(', ')} is in the deck`].filter((part) => part !== null)
  return (
    <div className={styles['lead']}>
      {set.length > 0 && <p>{`Proposed under Options: ${set.join(', and ')}.`}</p>}
      {steps.length > 0 && (
        <>
          <p>On the way people have to do this; it is noted in the run’s log, too:</p>
          <ol>{steps.map(({ step, act, words }) => <li key={`${step} ${act}`}>{words}</li>)}</ol>
        </>
      )}
      {steps.length === 0 && <p>Nothing else has to be done: go its way until then.</p>}
    </div>
  )
}
