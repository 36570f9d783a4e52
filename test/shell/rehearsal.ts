/** A rehearsal over the shell's channel, as the page would ask for it: the same in real Electron and on its stand-in. */
import type { Page } from 'playwright'
import { createClient } from '../../electron/contract/client.ts'
import type { Client } from '../../electron/contract/clientTypes.ts'
import type { LibraryEntry } from '../../electron/contract/shapes/library.ts'
import type { RunNow, RunRow } from '../../electron/contract/shapes/run.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { openPageEnd, type PageEnd } from './page.ts'

export interface PageClient {
  readonly client: Client
  readonly end: PageEnd
}

/** Takes the page's place on its channel. */
export async function openPageClient(page: Page): Promise<PageClient> {
  const end = await openPageEnd(page)
  return { end, client: createClient({ connect: end.connect, clock: systemClock() }) }
}

/** The example of this name, once the library has looked at it. */
export function exampleOf(client: Client, name: string): Promise<LibraryEntry> {
  const { promise, resolve } = Promise.withResolvers<LibraryEntry>()
  const look = (entries: readonly LibraryEntry[]): void => {
    const found = entries.find((entry) => entry.example && entry.name === name && entry.sha256 !== null)
    if (found) resolve(found)
  }
  const close = client.open('library', {}, { snapshot: ({ entries }) => look(entries), event: ({ changed }) => look(changed) })
  return promise.finally(close)
}

export interface RunView {
  readonly now: RunNow
  readonly rows: ReadonlyMap<string, RunRow>
}

/** What a run shows, as soon as it fits. */
export function untilRun(client: Client, run: string, fits: (view: RunView) => boolean): Promise<RunView> {
  const { promise, resolve, reject } = Promise.withResolvers<RunView>()
  const rows = new Map<string, RunRow>()
  let now: RunNow | undefined
  const look = (changed: readonly RunRow[]): void => {
    for (const row of changed) rows.set(row.step, row)
    if (now && fits({ now, rows })) resolve({ now, rows })
  }
  const close = client.open('run', { run }, {
    snapshot(shown) {
      now = shown.now
      look(shown.rows)
    },
    event(frame) {
      now = frame.now ?? now
      look(frame.rows ?? [])
    },
    over: (error) => reject(error ?? new Error('the run’s stream is over')),
  })
  return promise.finally(close)
}

/** Unattended, to its end; files go to `work`. */
export async function rehearseTour(client: Client, work: string): Promise<RunView> {
  const tour = await exampleOf(client, 'tour.yaml')
  const { run } = await client.call('run.start', { file: tour.file, sha256: tour.sha256 ?? '', mode: 'rehearsal', environment: 'local', inputs: { work }, auto: true })
  return untilRun(client, run, ({ now }) => now.end !== null)
}
