/** One loud line when something is out of the ordinary, with what can be done about it. Nothing when all is well. */
import { useState } from 'react'
import { ContractError } from '../../../../electron/contract/errors.ts'
import { standingWords, type Words } from '../../../parts/run/runWords.ts'
import { useClient, useConnection } from '../../../store/hooks.ts'
import type { RunState } from '../../../store/runState.ts'
import { asError } from '../../../ui/asError.ts'
import { Button } from '../../../ui/Button.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import { formatAgo } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { IconName } from '../../../ui/icons.ts'
import type { Tone } from '../../../ui/tone.ts'
import { useAsk } from '../../../ui/useAsk.ts'
import { useNow } from '../../../ui/useNow.ts'
import { ActionButton } from '../actions/ActionButton.tsx'
import { gapActions, runActions } from '../actions/actions.ts'
import type { Giving } from '../actions/useGiving.ts'
import styles from './StandingLine.module.css'

const SIGNS: Readonly<Record<Tone, IconName>> = { plain: 'info', quiet: 'info', now: 'hold', fine: 'info', late: 'warning', failed: 'warning', rolling: 'rollback' }

export function StandingLine({ state, giving }: { readonly state: RunState; readonly giving: Giving }) {
  const { role } = useConnection()
  const now = useNow(state.now.standing.is === 'held' ? 1000 : 60_000)
  const { driver, standing, end, alsoHeld } = state.now
  if (driver.is === 'nobody' && end !== 'completed' && end !== 'rolled-back' && end !== 'completed-degraded' && end !== 'abandoned') return <Resume state={state} lastSeenAt={driver.lastSeenAt} now={now} />
  if (end !== null) return null
  const words = standingWords(state, now)
  const also = alsoHeld === null ? '' : ' It is on hold as well.'
  return (
    <>
      {words && (
        <Line words={{ ...words, text: `${words.text ?? ''}${also}` }} icon={SIGNS[words.tone]}>
          {standing.is === 'gap' && gapActions(state, role).map((action) => <ActionButton key={action.id} action={action} giving={giving} />)}
          {(standing.is === 'held' || alsoHeld !== null) && runActions(state, role).filter(({ id }) => id === 'release').map((action) => <ActionButton key={action.id} action={{ ...action, tone: words.tone === 'now' ? 'primary' : 'plain' }} giving={giving} />)}
        </Line>
      )}
      {driver.is === 'elsewhere' && <Line words={{ tone: 'quiet', title: `Driven by ${driver.who}.`, text: 'What you do here goes there, and is decided there.' }} icon="link" />}
    </>
  )
}

function Line({ words: { tone, title, text }, icon, children }: { readonly words: Words; readonly icon: IconName; readonly children?: React.ReactNode }) {
  return (
    <div className={styles['line']} data-tone={tone} role="status">
      <Icon name={icon} size={20} />
      <p className={styles['words']}><strong>{title}</strong>{text ? <span>{text}</span> : null}</p>
      <div className={styles['acts']}>{children}</div>
    </div>
  )
}

function Resume({ state, lastSeenAt, now }: { readonly state: RunState; readonly lastSeenAt: number | null; readonly now: number }) {
  const client = useClient()
  const { role } = useConnection()
  const { run } = state.fixed
  const [accepting, setAccepting] = useState(false)
  const { ask, busy, error } = useAsk(async () => void (await client.call('run.resume', { run })))
  const lost = error instanceof ContractError && error.code === 'chain-broken'
  return (
    <>
      <Line
        words={{ tone: 'failed', title: 'Nobody drives this run.', text: `${lastSeenAt === null ? '' : `Its host was last seen ${formatAgo(lastSeenAt, now)}. `}Programs that were started run on; nothing new starts, and nothing is timed out.` }}
        icon="warning"
      >
        <Button tone="primary" icon="play" busy={busy} why={role === 'captain' ? null : 'Only the captain takes a run up again'} onClick={() => ask()}>Resume</Button>
      </Line>
      {error !== null && <div className={styles['error']}><ErrorNotice error={error} actions={lost ? <Button size="s" tone="danger" onClick={() => setAccepting(true)}>Go on all the same …</Button> : undefined} /></div>}
      <ConfirmDialog
        open={accepting}
        onClose={() => setAccepting(false)}
        title="Go on although events are lost?"
        confirm="Go on without them"
        tone="danger"
        word="resume"
        onConfirm={async () => {
          try {
            await client.call('run.resume', { run, acceptLostTail: true })
          } catch (thrown) {
            throw asError(thrown)
          }
        }}
      >
        Somebody has to have looked: what was done after the last kept event is not known here. The log will say how many are missing.
      </ConfirmDialog>
    </>
  )
}
