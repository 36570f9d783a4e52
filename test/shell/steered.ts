/** A host process whose runs a test makes up, served through the shell's own roads: for what a real run does only on release night. */
import { ContractError } from '../../electron/contract/errors.ts'
import { serveWire } from '../../electron/contract/server.ts'
import type { Service } from '../../electron/contract/service.ts'
import type { Alert, RunNow, RunSnapshot, RunSummary } from '../../electron/contract/shapes/run.ts'
import type { Settings } from '../../electron/contract/shapes/settings.ts'
import { systemClock } from '../../electron/node/clock.ts'
import { createCaller } from '../../electron/node/service/caller.ts'
import { createFeed, type Feed } from '../../electron/node/service/feed.ts'
import type { FromHost } from '../../electron/shell/hostMessages.ts'
import { createServedRoads } from '../../electron/shell/servedRoads.ts'
import { createSteerable, type Steerable } from '../contract/steerable.ts'
import type { LaunchOptions } from './launch.ts'

export interface SteeredHost {
  readonly host: NonNullable<LaunchOptions['host']>
  readonly steer: Steerable
  readonly settings: Partial<Settings>
  /** The list as it is from now on. */
  setRuns(runs: readonly RunSummary[]): void
  /** What a run tells from now on. */
  setAlerts(run: string, alerts: readonly Alert[]): void
  /** The process is gone; the main process starts another one. */
  die(): void
  /** How often it was begun, and how often the settings were asked for. */
  readonly begun: number
  readonly settingsRead: number
}

/** As a process that has ended. */
const exit = (tell: (message: FromHost) => void): void => tell({ is: 'gone' } as unknown as FromHost)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function createSteeredHost(): SteeredHost {
  const steer = createSteerable()
  const settings: Partial<Settings> = {}
  let list: RunSummary[] = []
  const alertsOf = new Map<string, readonly Alert[]>()
  const runs = createFeed<'runs'>({ epoch: 'e', snapshot: () => ({ runs: list }) })
  const feeds = new Map<string, Feed<'run'>>()
  let receive: ReturnType<typeof createServedRoads> | undefined
  let die: () => void = () => undefined
  let begun = 0
  let settingsRead = 0

  function feedOf(run: string): Feed<'run'> {
    const feed = feeds.get(run) ?? createFeed<'run'>({ epoch: 'e', snapshot: () => snapshotOf(run, alertsOf.get(run) ?? []) })
    feeds.set(run, feed)
    return feed
  }

  const service: Service = {
    methods: {
      ...steer.service.methods,
      'settings.read'() {
        settingsRead += 1
        return { name: '', theme: 'system', comparison: 'median', folders: [], letterKeys: true, notify: true, windowAlert: 0.8, ...settings }
      },
      'library.open': ({ path }) => {
        if (!path.includes('missing')) return { file: `${path}.real` }
        throw new ContractError({ code: 'unreadable-file', message: `${path} can't be read: there is no such file.`, hint: 'Choose another one.' })
      },
    },
    streams: {
      ...steer.service.streams,
      runs: (_, __, sink, after) => runs.open(sink, after),
      run: ({ run }, _, sink, after) => feedOf(run).open(sink, after),
    },
  }

  return {
    steer,
    settings,
    host(message, tell) {
      if (message.do === 'begin') {
        begun += 1
        die = () => exit(tell)
        const clock = systemClock()
        receive = createServedRoads({
          tell,
          // Its end is the stand-in's to tell.
          exit: () => exit(tell),
          begin: () =>
            Promise.resolve({
              serve: (wire) => void serveWire(wire, { service, caller: createCaller({ role: 'captain', via: 'window', name: 'Maria' }), version: '0.1.0', clock, log: silent, reference: () => 'ref' }),
              close: () => Promise.resolve(),
            }),
        })
      }
      receive?.(message)
    },
    setRuns(next) {
      list = [...next]
      runs.publish({ runs: list })
    },
    setAlerts(run, alerts) {
      alertsOf.set(run, alerts)
      feedOf(run).publish({ now: snapshotOf(run, alerts).now })
    },
    die: () => die(),
    get begun() {
      return begun
    },
    get settingsRead() {
      return settingsRead
    },
  }
}

export function summary(run: string, more: Partial<RunSummary> = {}): RunSummary {
  return { run, runbook: 'orders', title: 'Orders cut-over', file: '/books/orders.yaml', mode: 'rehearsal', environment: 'local', live: false, startedAt: 0, startedBy: null, endedAt: null, outcome: null, activeMs: null, wallMs: null, sha256: '0'.repeat(64), excluded: false, driver: 'here', ...more }
}

export function alert(id: string, text: string, at = Date.now()): Alert {
  return { id, kind: 'overdue', tone: 'late', at, step: 'act', text }
}

function snapshotOf(run: string, alerts: readonly Alert[]): RunSnapshot {
  const still = { ms: 0, at: 0, runs: false }
  const now: RunNow = {
    seq: 1,
    end: null,
    endedAt: null,
    standing: { is: 'going' },
    alsoHeld: null,
    degraded: false,
    sequence: still,
    wall: still,
    driver: { is: 'here' },
    eta: null,
    forecast: null,
    late: { plan: null, median: null, best: null, last: null, p90: null },
    bar: null,
    wayBack: null,
    present: [],
    can: { run: [], rollback: null, whyNoRollback: null, releaseOver: [] },
    injects: [],
    hypercare: [],
    doubts: [],
    alerts: [...alerts],
    counts: { done: 0, total: 1 },
  }
  const fixed = { run, runbook: 'orders', title: 'Orders cut-over', file: '/books/orders.yaml', sha256: '0'.repeat(64), mode: 'rehearsal' as const, environment: 'local', live: false, auto: false, startedAt: 0, startedBy: 'Maria', inputs: {}, window: null, phases: [], branches: [], steps: [], roles: [] }
  return { fixed, order: [], rows: [], now, card: null, log: [] }
}
