/** Many simulated runs of a runbook: how often each end is reached, and how long it takes. Nothing is executed. */
import { useEffect, useRef, useState } from 'react'
import type { Input, Output } from '../../../electron/contract/api.ts'
import { asError } from '../../ui/asError.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Duration } from '../../ui/Duration.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { Spinner } from '../../ui/Spinner.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { OUTCOMES } from './outcomes.ts'
import styles from './SimulateDialog.module.css'

export interface SimulateDialogProps {
  readonly open: boolean
  readonly file: string
  readonly onClose: () => void
  /** @throws ContractError */
  readonly simulate: (asked: Input<'simulate'>, signal: AbortSignal) => Promise<Output<'simulate'>>
}

type State = { readonly is: 'asking' } | { readonly is: 'running'; readonly runs: number } | { readonly is: 'done'; readonly seen: Output<'simulate'> } | { readonly is: 'failed'; readonly error: Error }

const MOST_RUNS = 10_000

export function SimulateDialog({ open, file, onClose, simulate }: SimulateDialogProps) {
  const [runs, setRuns] = useState('500')
  const [seed, setSeed] = useState('1')
  const [state, setState] = useState<State>({ is: 'asking' })
  const running = useRef<AbortController | null>(null)
  const problems = { runs: wrongNumber(runs, 1, MOST_RUNS), seed: wrongNumber(seed, 0, Number.MAX_SAFE_INTEGER) }

  const stop = (): void => {
    running.current?.abort()
    running.current = null
    setState({ is: 'asking' })
  }
  const begin = async (): Promise<void> => {
    if (problems.runs !== null || problems.seed !== null) return
    const controller = new AbortController()
    running.current = controller
    setState({ is: 'running', runs: Number(runs) })
    try {
      const seen = await simulate({ file, runs: Number(runs), seed: Number(seed) }, controller.signal)
      if (running.current === controller) setState({ is: 'done', seen })
    } catch (thrown) {
      if (running.current === controller) setState({ is: 'failed', error: asError(thrown) })
    }
  }
  useEffect(() => () => running.current?.abort(), [])

  return (
    <Dialog
      open={open}
      onClose={() => {
        stop()
        onClose()
      }}
      title="Simulate"
      lead="Walks the machine many times over, with times drawn from its history, else from its plan; steps fail as often as they did, and now and then where nobody knows. Nothing is executed, nothing is kept."
      actions={state.is === 'running' ? <Button onClick={stop}>Stop</Button> : <Button tone="primary" icon="play" why={problems.runs ?? problems.seed} onClick={() => void begin()}>{state.is === 'done' ? 'Simulate again' : 'Simulate'}</Button>}
    >
      <div className={styles['fields']}>
        <TextField label="Runs" type="number" value={runs} onChange={setRuns} error={problems.runs} disabled={state.is === 'running'} onEnter={() => void begin()} mono />
        <TextField label="Seed" type="number" value={seed} onChange={setSeed} error={problems.seed} hint="The same seed gives the same runs." disabled={state.is === 'running'} onEnter={() => void begin()} mono />
      </div>
      {state.is === 'running' && <Spinner label={`Simulating ${formatCount(state.runs)} runs`} />}
      {state.is === 'failed' && <ErrorNotice error={state.error} retry={() => void begin()} />}
      {state.is === 'done' && <Seen seen={state.seen} />}
    </Dialog>
  )
}

function Seen({ seen }: { readonly seen: Output<'simulate'> }) {
  const { total } = seen
  return (
    <div className={styles['seen']} role="status">
      <ul className={styles['ends']} aria-label="Ends">
        {seen.ends.map(({ end, share }) => {
          const { word, mark } = OUTCOMES[end]
          return (
            <li key={end} className={styles['end']}>
              <StateMark mark={mark} />
              <span>{word}</span>
              <span className={styles['track']} aria-hidden="true"><span className={styles['fill']} style={{ transform: `scaleX(${share})` }} /></span>
              <span className={`figures ${styles['share']}`}>{formatShare(share)}</span>
            </li>
          )
        })}
      </ul>
      {total === null
        ? <p className={styles['quiet']}>No run reached an end, so there is no time to tell.</p>
        : (
            <dl className={styles['total']}>
              {([['P10', total.p10Ms], ['P50', total.p50Ms], ['P80', total.p80Ms], ['P90', total.p90Ms]] as const).map(([name, ms]) => <div key={name}><dt>{name}</dt><dd><Duration ms={ms} size="l" /></dd></div>)}
            </dl>
          )}
      <p className={styles['quiet']}>{`${formatCount(seen.runs)} runs, seed ${seen.seed}.`}</p>
    </div>
  )
}

function wrongNumber(text: string, least: number, most: number): string | null {
  const value = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return null
  return most === Number.MAX_SAFE_INTEGER ? `A whole number from ${least} on.` : `A whole number from ${least} to ${formatCount(most)}.`
}
