/** What happened, who did it and when; and a place to write down what no button stands for. */
import { useState } from 'react'
import type { RunState } from '../../store/runState.ts'
import { useClient, useConnection } from '../../store/hooks.ts'
import type { LogEntry } from '../../../electron/contract/shapes/run.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAsk } from '../../ui/useAsk.ts'
import { VirtualList } from '../../ui/VirtualList.tsx'
import { WallTime } from '../../ui/WallTime.tsx'
import type { Acts } from './acts.ts'
import styles from './Log.module.css'

const PAGE = 200

export function LogPane({ state, acts }: { readonly state: RunState; readonly acts: Acts }) {
  const client = useClient()
  const { role } = useConnection()
  const [note, setNote] = useState('')
  const [earlier, setEarlier] = useState<readonly LogEntry[]>([])
  const write = useAsk(() => acts.ask({ do: 'note', text: note.trim() }), () => setNote(''))
  const first = earlier[0] ?? state.log[0]
  const load = useAsk(async () => {
    if (!first) return
    const { entries } = await client.call('run.log', { run: state.fixed.run, before: first.seq, limit: PAGE })
    setEarlier((before) => [...entries, ...before])
  })
  const known = state.log[0]?.seq ?? Infinity
  const entries = [...earlier.filter(({ seq }) => seq < known), ...state.log].reverse()
  const writes = role === 'captain' || role === 'operator'
  return (
    <div className={styles['pane']}>
      {writes && (
        <div className={styles['note']} data-note>
          <TextField label="Note" hideLabel placeholder="Write down what happened …" value={note} onChange={setNote} maxLength={10_000} onEnter={() => (note.trim() === '' ? undefined : write.ask())} />
          <Button size="m" icon="note" busy={write.busy} why={note.trim() === '' ? 'Write something first.' : null} onClick={() => write.ask()}>Note</Button>
        </div>
      )}
      {write.error && <ErrorNotice error={write.error} />}
      <VirtualList items={entries} keyOf={({ seq }) => seq} estimate={48} label="Log, the latest first" className={styles['list']}>
        {(entry) => <Entry entry={entry} />}
      </VirtualList>
      {first && first.seq > 1 && <Button size="s" tone="quiet" busy={load.busy} onClick={() => load.ask()}>Earlier entries</Button>}
      {load.error && <ErrorNotice error={load.error} />}
    </div>
  )
}

function Entry({ entry: { at, actor, text, tone } }: { readonly entry: LogEntry }) {
  return (
    <article className={styles['entry']} data-tone={tone === 'note' || tone === 'announcement' ? 'plain' : tone}>
      <p className={styles['text']}>{text}</p>
      <p className={styles['who']}><WallTime at={at} seconds size="s" /> {actor.via === 'runthrough' ? 'by itself' : actor.name}{actor.onBehalfOf !== null && ` for ${actor.onBehalfOf}`}{actor.how !== null && `, ${actor.how}`}</p>
    </article>
  )
}
