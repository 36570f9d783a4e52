/** The list of runs as a stream: open ones first, then the latest that ended. Other processes on this history change it, too, so it is looked at again. */
import { randomBytes } from 'node:crypto'
import type { Opened, Sink } from '../../contract/service.ts'
import type { RunsSnapshot } from '../../contract/shapes/library.ts'
import type { Mark } from '../../contract/wire.ts'
import type { Host } from '../host.ts'
import { createFeed } from '../service/feed.ts'
import type { RunSummaries } from '../service/runSummaries.ts'
import { endedRuns, openRuns } from '../store/runs.ts'

export interface RunList {
  open(sink: Sink<'runs'>, after: Mark | undefined): Opened
  /** Something began, ended or changed hands here. */
  stir(): void
  close(): void
}

export interface RunListOptions {
  readonly host: Host
  readonly summaries: RunSummaries
  /** A run of this runbook is other than it was, by whomever. */
  onChange(runbookId: string): void
}

const LOOK_MS = 1_000
const MOST_ENDED = 30

export function createRunList({ host, summaries, onChange }: RunListOptions): RunList {
  const { store, clock, log } = host
  const feed = createFeed<'runs'>({ epoch: randomBytes(8).toString('hex'), kept: 20, snapshot: () => shown })
  let shown: RunsSnapshot = { runs: [] }
  let text = ''
  let lookers = 0
  let cancel: (() => void) | undefined

  function look(): void {
    const next = { runs: [...openRuns(store.db), ...endedRuns(store.db, MOST_ENDED)].map(summaries.of) }
    const nextText = JSON.stringify(next)
    if (nextText === text) return
    const isFirst = text === ''
    const before = new Map(shown.runs.map((run) => [run.run, JSON.stringify(run)]))
    shown = next
    text = nextText
    if (isFirst) return
    feed.publish(shown)
    for (const runbook of new Set(next.runs.filter((run) => before.get(run.run) !== JSON.stringify(run)).map((run) => run.runbook))) onChange(runbook)
  }

  function watch(): void {
    cancel = clock.after(LOOK_MS, () => {
      try {
        look()
      } catch (error) {
        log.warn('the list of runs can not be read', { error: String(error) })
      }
      watch()
    })
  }

  return {
    open(sink, after) {
      look()
      const opened = feed.open(sink, after)
      lookers += 1
      if (!cancel) watch()
      let isOpen = true
      return {
        refresh: opened.refresh,
        close() {
          if (!isOpen) return
          isOpen = false
          opened.close()
          lookers -= 1
          if (lookers > 0) return
          cancel?.()
          cancel = undefined
        },
      }
    },
    stir: look,
    close() {
      cancel?.()
      feed.close()
    },
  }
}
