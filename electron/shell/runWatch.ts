/**
 * The open runs, as the main process follows them: a client of the contract like any page. Notifications, keep-awake and the question
 * at quitting rest on it.
 */
import type { Client } from '../contract/clientTypes.ts'
import type { Alert, RunSummary } from '../contract/shapes/run.ts'

export interface OpenRun extends RunSummary {
  readonly endedAt: null
}

export interface RunWatch {
  /** Those that somebody drives, here or in another process on this history. */
  readonly open: readonly OpenRun[]
  /** Called whenever `open` may have changed. */
  onOpen(listener: (runs: readonly OpenRun[]) => void): void
  /** Every alert of an open run that came while it was watched. It may be told twice: after a reconnect all of them come again. */
  onAlert(listener: (alert: Alert, run: RunSummary) => void): void
  close(): void
}

/** `since`: wall ms of the host; older alerts have been told by whoever was there. */
export function watchRuns(client: Client, since: number): RunWatch {
  const watched = new Map<string, () => void>()
  const openListeners: ((runs: readonly OpenRun[]) => void)[] = []
  const alertListeners: ((alert: Alert, run: RunSummary) => void)[] = []
  let runs: readonly RunSummary[] = []
  let open: readonly OpenRun[] = []

  const closeList = client.open('runs', {}, { snapshot: take, event: take })

  function take({ runs: next }: { readonly runs: readonly RunSummary[] }): void {
    runs = next
    open = next.filter(isDriven)
    for (const { run } of open) if (!watched.has(run)) watch(run)
    for (const listener of openListeners) listener(open)
  }

  function watch(run: string): void {
    const tell = (now: { readonly alerts: readonly Alert[]; readonly end: unknown } | undefined): void => {
      const summary = runs.find((each) => each.run === run)
      if (!now || !summary) return
      for (const alert of now.alerts) if (alert.at >= since) for (const listener of alertListeners) listener(alert, summary)
      if (now.end !== null) forget(run)
    }
    watched.set(run, client.open('run', { run }, { snapshot: ({ now }) => tell(now), event: ({ now }) => tell(now), over: () => watched.delete(run) }))
  }

  function forget(run: string): void {
    // Closing it in the midst of its own first snapshot is allowed: the key stands, so it is not opened again.
    watched.get(run)?.()
    watched.set(run, () => undefined)
  }

  return {
    get open() {
      return open
    },
    onOpen: (listener) => void openListeners.push(listener),
    onAlert: (listener) => void alertListeners.push(listener),
    close() {
      closeList()
      for (const end of watched.values()) end()
    },
  }
}

/** An open run that nobody drives stands still: nothing in it can happen. */
function isDriven(run: RunSummary): run is OpenRun {
  return run.endedAt === null && run.driver !== 'nobody'
}
