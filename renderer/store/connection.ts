/** How the page stands to its host, and who it is there. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client, ConnectionState } from '../../electron/contract/clientTypes.ts'
import type { Role } from '../../electron/contract/roles.ts'
import type { Session } from '../../electron/contract/shapes/settings.ts'

export interface Connection {
  readonly state: ConnectionState
  /** The page's wall ms since which there is no road; null while there is one. */
  readonly lostSince: number | null
  readonly role: Role | null
  /** Why the host does not want this page, in words. */
  readonly refusal: string | null
  /** Null before the host has said it. */
  readonly session: Session | null
}

export interface ConnectionOptions {
  readonly client: Client
  /** The page's wall clock, ms. */
  now(): number
  /** The host's clock minus the page's, whenever it was measured. */
  setOffset(ms: number): void
}

export function createConnection({ client, now, setOffset }: ConnectionOptions): StoreApi<Connection> {
  const store = createStore<Connection>(() => ({ state: client.connection, lostSince: null, role: client.role, refusal: client.refusal, session: null }))

  function follow(state: ConnectionState): void {
    store.setState({ state, role: client.role, refusal: client.refusal, lostSince: state === 'lost' ? (store.getState().lostSince ?? now()) : null })
    if (state === 'open') void introduced()
  }

  async function introduced(): Promise<void> {
    setOffset(client.offsetMs)
    try {
      const session = await client.call('session', {})
      store.setState({ session })
      setOffset(client.offsetMs)
    } catch {
      // The road was cut meanwhile: with the next one it is asked again.
    }
  }

  client.onConnection(follow)
  if (client.connection === 'open') follow('open')
  return store
}
