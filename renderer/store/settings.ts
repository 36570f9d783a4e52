/**
 * What the person has chosen. The captain's choices live with the host; whoever came by another link has his own in this browser, on top
 * of what the host shows him.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client } from '../../electron/contract/clientTypes.ts'
import { CAPTAIN, WATCHERS } from '../../electron/contract/roles.ts'
import { Settings } from '../../electron/contract/shapes/settings.ts'

export interface SettingsState {
  readonly settings: Settings
  /** They were read from the host. */
  readonly known: boolean
  /** `host`: written for everybody at this data folder; `browser`: for this browser alone. */
  readonly kept: 'host' | 'browser'
}

export interface SettingsSlice {
  readonly store: StoreApi<SettingsState>
  /** @throws ContractError: `bad-input`, `unreadable-file`, `disk-full`, `disconnected` */
  save(change: Partial<Settings>): Promise<void>
  /** As the log shall show who asks; empty: as the host knows this page. */
  name(): string
  /** Reads them anew: the road is there (again). */
  read(): Promise<void>
}

export interface SettingsOptions {
  readonly client: Pick<Client, 'call' | 'role'>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
}

const KEPT_AS = 'runthrough.settings'
/** Before the host has said anything. */
const DEFAULTS: Settings = { name: '', theme: 'system', comparison: 'median', folders: [], letterKeys: true, notify: true, windowAlert: 0.8 }
/** Of no use but to the host. */
const Own = Settings.omit({ folders: true, windowAlert: true }).partial()

export function createSettings({ client, storage }: SettingsOptions): SettingsSlice {
  let own = recall(storage)
  const store = createStore<SettingsState>(() => ({ settings: { ...DEFAULTS, ...own }, known: false, kept: 'browser' }))
  const isKeptByHost = (): boolean => CAPTAIN.some((role) => role === client.role)

  function take(ofHost: Settings): void {
    const kept = isKeptByHost() ? 'host' : 'browser'
    store.setState({ settings: kept === 'host' ? ofHost : { ...ofHost, name: '', ...own }, known: true, kept })
  }

  return {
    store,
    async save(change) {
      if (isKeptByHost()) take(await client.call('settings.write', change))
      else {
        own = { ...own, ...defined(Own.parse(Object.fromEntries(Object.entries(change).filter(([key]) => key in Own.shape)))) }
        keep(storage, own)
        store.setState(({ settings }) => ({ settings: { ...settings, ...own } }))
      }
      // The log shall show it from now on, not only after the next connection.
      const name = change.name?.trim() ?? ''
      if (name !== '') await client.call('introduce', { name })
    },
    name: () => (isKeptByHost() ? '' : (own.name ?? '')),
    async read() {
      if (WATCHERS.some((role) => role === client.role)) take(await client.call('settings.read', {}))
    },
  }
}

/** A browser may keep nothing for a page (a private window, a full disk): then it holds for as long as the page is there. */
function keep(storage: Pick<Storage, 'setItem'>, own: Partial<Settings>): void {
  try {
    storage.setItem(KEPT_AS, JSON.stringify(own))
  } catch {
    return
  }
}

/** What this browser has, as far as it is still to be understood. */
function recall(storage: Pick<Storage, 'getItem'>): Partial<Settings> {
  try {
    return defined(Own.safeParse(JSON.parse(storage.getItem(KEPT_AS) ?? '{}')).data ?? {})
  } catch {
    return {}
  }
}

function defined(change: { readonly [Key in keyof Settings]?: Settings[Key] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Settings>
}
