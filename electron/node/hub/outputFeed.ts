/** What attempts say, as a stream: their last lines, then what comes, gathered for a moment so that a chatty program is not a thousand frames. */
import { randomBytes } from 'node:crypto'
import type { OutputFrame } from '../../contract/shapes/run.ts'
import type { Opened, Sink } from '../../contract/service.ts'
import type { Mark } from '../../contract/wire.ts'
import type { Clock } from '../../core/ports.ts'
import type { StepSignal } from '../../core/runbook/work.ts'
import { createFeed } from '../service/feed.ts'
import { lastOf, type SignalLog } from './signalLog.ts'

export interface OutputFeed {
  take(signal: StepSignal): void
  open(sink: Sink<'output'>, after: Mark | undefined): Opened
  close(error?: unknown): void
}

const GATHER_MS = 50
/** What came within that time and is longer is told by its end. */
const MOST_CHARACTERS = 32 * 1024
const MOST_LINES = 500
const KEPT_FRAMES = 100
export const LEFT_OUT = '\x1b[0m\n[… more than can be shown was written here …]\n'

/** `signals`: the log of the very signals that it takes. */
export function createOutputFeed(clock: Clock, signals: () => SignalLog): OutputFeed {
  const feed = createFeed<'output'>({
    epoch: randomBytes(8).toString('hex'),
    kept: KEPT_FRAMES,
    snapshot: () => ({ attempts: signals().tails().map((tail) => ({ ...tail })) }),
  })
  const gathered = new Map<string, OutputFrame>()
  let cancel: (() => void) | undefined

  function tell(): void {
    cancel?.()
    cancel = undefined
    for (const { step, attempt, text } of gathered.values()) {
      const kept = lastOf(text, MOST_LINES, MOST_CHARACTERS)
      feed.publish({ step, attempt, text: kept.length < text.length ? LEFT_OUT + kept : text })
    }
    gathered.clear()
  }

  return {
    take(signal) {
      if (signal.type !== 'output') return
      const { step, attempt, text } = signal
      const key = `${step}/${attempt}`
      const before = gathered.get(key)?.text ?? ''
      gathered.set(key, { step, attempt, text: before.length > 4 * MOST_CHARACTERS ? LEFT_OUT + lastOf(before + text, MOST_LINES, MOST_CHARACTERS) : before + text })
      cancel ??= clock.after(GATHER_MS, tell)
    },
    open(sink, after) {
      // What is gathered is in the snapshot already.
      tell()
      const opened = feed.open(sink, after)
      return {
        ...opened,
        refresh() {
          tell()
          opened.refresh()
        },
        close() {
          opened.close()
        },
      }
    },
    close(error) {
      cancel?.()
      feed.close(error)
    },
  }
}
