/** The page's road to its host: the desktop shell's channel where there is one, else a WebSocket with the token of its link. */
import { createClient } from '../../electron/contract/client.ts'
import type { Client } from '../../electron/contract/clientTypes.ts'
import { ContractError } from '../../electron/contract/errors.ts'
import { browserClock } from './browserClock.ts'
import { openShellChannel, type ShellBridge, type ShellChannel } from './shellChannel.ts'
import { takeToken } from './token.ts'
import { openSocketWire, pageSocket } from './webSocketWire.ts'

declare global {
  interface Window {
    readonly runthrough?: ShellBridge
  }
}

export interface Connected {
  readonly client: Client
  /** Null in a browser. */
  readonly shell: ShellChannel | null
}

export interface ConnectOptions {
  /** As the log shall show who asks; empty: as the host knows this page. */
  name(): string
  /** Something went wrong beside any call. */
  onTrouble(error: ContractError): void
}

/** Called once for the life of the page. */
export function connectPage({ name, onTrouble }: ConnectOptions): Connected {
  const { runthrough } = window
  if (runthrough) {
    const shell = openShellChannel(runthrough)
    return { client: createClient({ connect: () => shell.connect(), clock: browserClock, name, onTrouble }), shell }
  }
  const token = takeToken(window)
  const connect = token === null ? () => Promise.reject(withoutLink()) : () => openSocketWire({ open: pageSocket, token, clock: browserClock })
  return { client: createClient({ connect, clock: browserClock, name, onTrouble }), shell: null }
}

function withoutLink(): ContractError {
  return new ContractError({ code: 'forbidden', message: 'This page was opened without a link, so the host can\'t know who you are.', hint: 'Open the app by a link that the host shows now.' })
}
