/** What screens read the page's knowledge by. Whatever a stream feeds is followed while a screen uses it. */
import { createContext, useCallback, useContext, useEffect } from 'react'
import { useStore } from 'zustand'
import type { Client } from '../../electron/contract/clientTypes.ts'
import type { Command } from '../../electron/contract/command.ts'
import type { BoardView } from '../../electron/contract/shapes/board.ts'
import type { LibrarySnapshot, RunsSnapshot } from '../../electron/contract/shapes/library.ts'
import type { Settings } from '../../electron/contract/shapes/settings.ts'
import type { ShellChannel } from '../connect/shellChannel.ts'
import type { Connection } from './connection.ts'
import type { Live, LiveState } from './live.ts'
import type { OutputState } from './outputState.ts'
import type { RunState } from './runState.ts'
import type { SettingsState } from './settings.ts'
import type { Stores } from './stores.ts'

const StoresContext = createContext<Stores | null>(null)
export const StoresProvider = StoresContext.Provider

export function useStores(): Stores {
  const stores = useContext(StoresContext)
  if (!stores) throw new Error('There is no StoresProvider around this part')
  return stores
}

export function useClient(): Client {
  return useStores().client
}

/** Null in a browser. */
export function useShell(): ShellChannel | null {
  return useStores().shell
}

export function useConnection(): Connection {
  return useStore(useStores().connection)
}

export function useLibrary(): LiveState<LibrarySnapshot> {
  return useLive(useStores().library)
}

export function useRuns(): LiveState<RunsSnapshot> {
  return useLive(useStores().runs)
}

export interface UsedRun extends LiveState<RunState> {
  /** After an error: asks anew. */
  again(): void
}

export function useRun(run: string): UsedRun {
  const live = useStores().run(run)
  return { ...useLive(live), again: live.again }
}

export interface UsedBoard extends LiveState<BoardView> {
  /** After an error: asks anew. */
  again(): void
}

/** Before a run; of its usual environment unless said. */
export function useBoard(file: string, environment?: string): UsedBoard {
  const live = useStores().board(file, environment)
  return { ...useLive(live), again: live.again }
}

export function useRunBoard(run: string): UsedBoard {
  const live = useStores().runBoard(run)
  return { ...useLive(live), again: live.again }
}

export function useOutput(run: string): LiveState<OutputState> {
  return useLive(useStores().output(run))
}

export interface UsedSettings extends SettingsState {
  /** @throws ContractError: `bad-input`, `unreadable-file`, `disk-full`, `disconnected` */
  save(change: Partial<Settings>): Promise<void>
}

export function useSettings(): UsedSettings {
  const { store, save } = useStores().settings
  return { ...useStore(store), save }
}

/** Gives a command to a run; answers the number of the event that came of it. @throws ContractError: the run's "no" in words */
export function useCommand(run: string): (command: Command) => Promise<number> {
  const client = useClient()
  return useCallback(async (command) => (await client.call('run.command', { run, command })).seq, [client, run])
}

function useLive<T>(live: Live<T>): LiveState<T> {
  useEffect(() => live.use(), [live])
  return useStore(live.store)
}
