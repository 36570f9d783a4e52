/** One loud line where something is out of the ordinary, with what mends it. Nothing where all is well. */
import { useCallback } from 'react'
import { standingWords } from '../../parts/run/runWords.ts'
import { useClient, useConnection } from '../../store/hooks.ts'
import type { RunState } from '../../store/runState.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import { useNow } from '../../ui/useNow.ts'
import { WallTime } from '../../ui/WallTime.tsx'
import type { Acts } from './acts.ts'
import styles from './Console.module.css'

export function StandingLine({ state, acts }: { readonly state: RunState; readonly acts: Acts }) {
  const now = useNow()
  const { now: run, fixed } = state
  if (run.end !== null && run.end !== 'stopped') return null
  const words = standingWords(state, now)
  return (
    <div className={styles['standing']}>
      {words && (
        <Notice
          tone={words.tone}
          title={words.title}
          actions={run.standing.is === 'gap' && run.can.run.includes('gap') ? (
            <>
              <Button size="s" busy={acts.busy} onClick={() => void acts.give({ do: 'gap', as: 'work' }, 'That time counts as work.')}>It was work</Button>
              <Button size="s" busy={acts.busy} onClick={() => void acts.give({ do: 'gap', as: 'outage' }, 'That time counts as an outage.')}>It was an outage</Button>
            </>
          ) : undefined}
        >
          {words.text}
        </Notice>
      )}
      {run.alsoHeld && <Notice tone="now" title="The run is on hold as well">{run.alsoHeld.because ?? 'Nothing starts until it is released.'}</Notice>}
      {run.driver.is === 'elsewhere' && <Notice tone="plain" title={`Driven by ${run.driver.who}`}>What you do here is asked of it; its answer is yours.</Notice>}
      {run.driver.is === 'nobody' && <Nobody run={fixed.run} lastSeenAt={run.driver.lastSeenAt} />}
    </div>
  )
}

function Nobody({ run, lastSeenAt }: { readonly run: string; readonly lastSeenAt: number | null }) {
  const client = useClient()
  const { role } = useConnection()
  const resume = useAsk(useCallback(async (acceptLostTail: boolean) => {
    await client.call('run.resume', { run, ...(acceptLostTail ? { acceptLostTail } : {}) })
  }, [client, run]))
  const lost = resume.error !== null && 'code' in resume.error && resume.error.code === 'chain-broken'
  return (
    <>
      <Notice
        tone="late"
        title="Nobody drives this run"
        actions={role === 'captain' ? <Button tone="primary" icon="play" busy={resume.busy} onClick={() => resume.ask(false)}>Resume</Button> : undefined}
      >
        {lastSeenAt === null ? 'It stands where it stood.' : <>It stands where it stood at <WallTime at={lastSeenAt} seconds />.</>} Programs that it started go on; resuming finds them again.
      </Notice>
      {resume.error && <ErrorNotice error={resume.error} actions={lost ? <Button size="s" tone="danger" onClick={() => resume.ask(true)}>I have looked: go on without them</Button> : undefined} />}
    </>
  )
}
