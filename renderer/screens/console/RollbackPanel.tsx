/** The way back, always in sight: where it leads, how long it takes, until when it fits, and how well that is known. */
import type { RunState } from '../../store/runState.ts'
import { Button } from '../../ui/Button.tsx'
import { formatDuration } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useNow } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import type { Asked } from './asked.ts'
import styles from './Console.module.css'

export function RollbackPanel({ state: { now: run, steps, fixed }, ask }: { readonly state: RunState; readonly ask: (asked: Asked) => void }) {
  const now = useNow()
  const { rollback, whyNoRollback } = run.can
  const way = run.wayBack
  const branch = fixed.branches.find(({ id }) => id === rollback?.branch)
  const safeAt = way?.safeAt ?? null
  const first = rollback && (steps.get(rollback.firstStep)?.title ?? rollback.firstStep)
  return (
    <section className={styles['wayBack']} aria-label="The way back" data-tone={rollback ? 'rolling' : 'quiet'}>
      <span className={styles['wayIcon']}><Icon name="rollback" /></span>
      <div className={styles['wayWords']}>
        <h2>{rollback ? rollback.title : 'No rollback from here'}</h2>
        {rollback ? (
          <p>
            First: {first}.{' '}
            {way && way.evidence !== 'never' && way.p50Ms !== null && <>Takes <span className="figures">{formatDuration(way.p50Ms)}</span>{way.p90Ms !== null && <> to <span className="figures">{formatDuration(way.p90Ms)}</span></>}. </>}
            {way && way.evidence === 'never' && <strong>Never rehearsed: nobody knows how long it takes. </strong>}
            {way && way.evidence === 'low' && <strong>{way.rehearsals === 1 ? 'Rehearsed once' : 'Rehearsed twice'}: low evidence. </strong>}
            {way && way.evidence === 'timed' && <>Rehearsed {way.rehearsals} times. </>}
            {safeAt !== null && (safeAt > now ? <strong>Fits until <WallTime at={safeAt} />.</strong> : <strong>It no longer fits the window: it fitted until <WallTime at={safeAt} />.</strong>)}
            {branch?.authorise && <> Authorised by {branch.authorise}.</>}
            {branch?.loses && <> Lost: {branch.loses}</>}
          </p>
        ) : (
          <p>{whyNoRollback ?? 'Nothing is declared for this place.'}</p>
        )}
      </div>
      {rollback && <Button tone="rolling" size="l" icon="rollback" onClick={() => ask({ what: 'rollback' })}>Roll back …</Button>}
    </section>
  )
}
