/** Everything that the page knows, made once: slices fed by the host's streams, and what the person has chosen. */
import type { StoreApi } from 'zustand/vanilla'
import type { Client } from '../../electron/contract/clientTypes.ts'
import type { BoardView } from '../../electron/contract/shapes/board.ts'
import type { LibrarySnapshot, RunsSnapshot } from '../../electron/contract/shapes/library.ts'
import type { ShellChannel } from '../connect/shellChannel.ts'
import { createConnection, type Connection } from './connection.ts'
import { applyLibraryFrame } from './libraryState.ts'
import { createLive, type Live } from './live.ts'
import { applyOutput, outputState, type OutputState } from './outputState.ts'
import type { Paint } from './paint.ts'
import { applyRunFrame, runState, type RunState } from './runState.ts'
import { createSettings, type SettingsSlice } from './settings.ts'
import { share } from './share.ts'

export interface Stores {
  readonly client: Client
  /** Null in a browser. */
  readonly shell: ShellChannel | null
  readonly connection: StoreApi<Connection>
  readonly settings: SettingsSlice
  readonly library: Live<LibrarySnapshot>
  readonly runs: Live<RunsSnapshot>
  run(run: string): Live<RunState>
  /** Of the environment that is usual for it unless said. */
  board(file: string, environment?: string): Live<BoardView>
  /** Of the gate that is asked, or comes next. */
  runBoard(run: string): Live<BoardView>
  output(run: string): Live<OutputState>
}

export interface StoresOptions {
  /** The name is asked for at each new road. */
  connect(name: () => string): { readonly client: Client; readonly shell: ShellChannel | null }
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly paint: Paint
  /** The page's wall clock, ms. */
  now(): number
  /** The host's clock minus the page's, whenever it was measured. */
  setOffset(ms: number): void
}

/** As many runs are remembered after nothing shows them any more: going back is at once. */
const MOST_REMEMBERED = 4

export function createStores({ connect, storage, paint, now, setOffset }: StoresOptions): Stores {
  // Asked for when the host has said hello: never before there are settings.
  const connected = connect(() => settings.name())
  const { client } = connected
  const settings = createSettings({ client, storage })
  const connection = createConnection({ client, now, setOffset })
  client.onConnection((state) => {
    // What can't be read now is read with the next road; until then the page has what it had.
    if (state === 'open') settings.read().catch(() => undefined)
  })

  return {
    ...connected,
    connection,
    settings,
    library: createLive({ client, stream: 'library', input: {}, paint, begin: (snapshot, before) => (before ? share(before, snapshot) : snapshot), apply: applyLibraryFrame }),
    runs: createLive({ client, stream: 'runs', input: {}, paint, begin: (snapshot, before) => (before ? share(before, snapshot) : snapshot), apply: share<RunsSnapshot> }),
    run: remembering((run: string) => createLive({ client, stream: 'run', input: { run }, paint, begin: runState, apply: applyRunFrame })),
    board: remembering((file: string, environment?: string) => createLive({ client, stream: 'board', input: { file, ...(environment === undefined ? {} : { environment }) }, paint, begin: (view, before) => (before ? share(before, view) : view), apply: share<BoardView> })),
    runBoard: remembering((run: string) => createLive({ client, stream: 'run.board', input: { run }, paint, begin: (view, before) => (before ? share(before, view) : view), apply: share<BoardView> })),
    output: remembering((run: string) => createLive({ client, stream: 'output', input: { run }, paint, begin: outputState, apply: applyOutput })),
  }
}

/** One for each run or board; those that nothing shows any more are forgotten, the oldest first. */
function remembering<N extends readonly (string | undefined)[], T>(make: (...names: N) => Live<T>): (...names: N) => Live<T> {
  const all = new Map<string, Live<T>>()
  return (...names) => {
    const run = JSON.stringify(names)
    const known = all.get(run)
    if (known) return known
    const unused = [...all].filter(([, live]) => !live.isUsed)
    for (const [name] of unused.slice(0, Math.max(0, unused.length - MOST_REMEMBERED + 1))) all.delete(name)
    const made = make(...names)
    all.set(run, made)
    return made
  }
}
