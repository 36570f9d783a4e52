/** A step that is not present, looked at: what it is, what it took, what its attempts wrote. */
import { useEffect, useState } from 'react'
import type { Output as Answer } from '../../../electron/contract/api.ts'
import type { RunRow } from '../../../electron/contract/shapes/run.ts'
import { COMPARISON_NAMES } from '../../../electron/contract/shapes/scalars.ts'
import type { StepFacts } from '../../../electron/contract/shapes/step.ts'
import { useClient } from '../../store/hooks.ts'
import { asError } from '../../ui/asError.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { Output } from '../../ui/Output.tsx'
import { Select } from '../../ui/Select.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import { AGAINST } from './comparisons.ts'
import { KINDS } from './present/stepWords.ts'
import styles from './StepSheet.module.css'

export interface StepSheetProps {
  readonly run: string
  readonly facts: StepFacts
  readonly row: RunRow
  readonly onClose: () => void
}

export function StepSheet({ run, facts, row, onClose }: StepSheetProps) {
  const known = COMPARISON_NAMES.filter((name) => facts.comparisons[name] !== null)
  return (
    <Dialog open onClose={onClose} title={facts.title} size="l" lead={<span className={styles['lead']}><StateMark mark={row.mark} word />{[KINDS[facts.kind], facts.group, facts.lane === null ? null : `lane ${facts.lane}`, facts.owner ?? 'nobody owns it'].filter((part) => part !== null).join(' · ')}</span>}>
      <dl className={styles['figures']}>
        {row.time !== null && <div><dt>It took</dt><dd><Duration ms={row.time.ms} tenths /></dd></div>}
        {row.endedAt !== null && <div><dt>Ended</dt><dd><WallTime at={row.endedAt} seconds day /></dd></div>}
        {row.expectedAt !== null && <div><dt>Expected to end</dt><dd><WallTime at={row.expectedAt} seconds /></dd></div>}
        {known.map((name) => <div key={name}><dt>{AGAINST[name]}</dt><dd><Duration ms={facts.comparisons[name]} tenths /></dd></div>)}
      </dl>
      {facts.instructions !== null && <Markdown text={facts.instructions} />}
      {facts.command !== null && <pre className={styles['command']} tabIndex={0}>{facts.command}</pre>}
      {facts.executes && row.attempt > 0 && <Attempts run={run} step={facts.id} latest={row.attempt} />}
    </Dialog>
  )
}

function Attempts({ run, step, latest }: { readonly run: string; readonly step: string; readonly latest: number }) {
  const client = useClient()
  const [attempt, setAttempt] = useState(latest)
  const [found, setFound] = useState<Answer<'run.output'> | null>(null)
  const [error, setError] = useState<Error | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    setFound(null)
    setError(null)
    const read = async (): Promise<void> => {
      try {
        const answer = await client.call('run.output', { run, step, attempt }, { signal: gone.signal })
        if (!gone.signal.aborted) setFound(answer)
      } catch (thrown) {
        if (!gone.signal.aborted) setError(asError(thrown))
      }
    }
    void read()
    return () => gone.abort()
  }, [client, run, step, attempt])
  return (
    <section className={styles['output']} aria-label="Output">
      {latest > 1 && <Select label="Attempt" size="s" value={String(attempt)} onChange={(value) => setAttempt(Number(value))} options={Array.from({ length: latest }, (_, index) => ({ value: String(index + 1), label: `Attempt ${index + 1}` }))} />}
      {error === null ? <div className={styles['text']}><Output text={found?.text ?? ''} cut={found?.cut ?? false} empty={found === null ? 'Asking the host …' : 'It wrote nothing.'} /></div> : <ErrorNotice error={error} />}
    </section>
  )
}
