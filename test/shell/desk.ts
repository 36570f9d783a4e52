/** An app whose host a test makes up, its page held by the test, and nobody before it. */
import { afterAll, onTestFinished } from 'vitest'
import { shellText, type PageFrame } from '../../electron/contract/shellFrames.ts'
import { launch, type App, type LaunchOptions } from './launch.ts'
import { openPageEnd, type PageEnd } from './page.ts'
import { createSteeredHost, type SteeredHost } from './steered.ts'
import type { Entry } from './standIn/strict.ts'

export interface Desk {
  readonly app: App
  readonly host: SteeredHost
  readonly end: PageEnd
  recorded(what: string): Promise<readonly Entry[]>
  untilRecorded(what: string, count?: number): Promise<readonly Entry[]>
  /** The page tells what it shows; at first, that it is up. */
  shows(state?: Partial<Omit<Extract<PageFrame, { say: 'state' }>, 't' | 'say'>>): Promise<void>
}

/** Ended after the test. */
export function openDesk(options: LaunchOptions = {}): Promise<Desk> {
  return open({ until: onTestFinished, ...options })
}

/** One for all tests of a file that leave it as it was, opened when the first one asks. */
export function sharedDesk(): () => Promise<Desk> {
  let desk: Promise<Desk> | undefined
  let end: (() => Promise<void>) | undefined
  afterAll(() => end?.())
  return () => (desk ??= open({ until: (then) => (end = then) }))
}

async function open(options: LaunchOptions): Promise<Desk> {
  const host = createSteeredHost()
  const app = launch({ isBare: true, host: host.host, ...options })
  const end = await openPageEnd(await app.page())
  // Somebody works in another window.
  await app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.blur())
  const recorded = (what: string) => app.inside(({ recorded: all }, kind) => all(kind), what)
  const untilRecorded = (what: string, count = 1) => app.inside(({ untilRecorded: wait }, [kind, times]: [string, number]) => wait(kind, times), [what, count] as [string, number])
  return {
    app,
    host,
    end,
    recorded,
    untilRecorded,
    async shows(state = {}) {
      const before = (await recorded('title')).length
      end.sendText(shellText({ say: 'state', title: '', file: null, run: null, theme: 'system', ...state }))
      await untilRecorded('title', before + 1)
    },
  }
}
