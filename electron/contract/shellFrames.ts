/**
 * What a page and the desktop shell around it say to each other, on the same channel as the wire's frames: those that begin with
 * `{"t":"shell"` are the shell's own, all others go to the host and come from it. Native notifications, keep-awake and the question
 * at quitting are no page's business: the shell follows the runs itself.
 *
 * A road: the page asks `connect` with a number that grows, and begins anew where the page is loaded anew. Wire frames that it gets before
 * `connected` with that number are of an older road, and are dropped; after `closed` there are none. `took` is sent by the preload.
 */
import { z } from 'zod'
import { Settings } from './shapes/settings.ts'

const t = z.literal('shell')
const road = z.int().min(1).max(Number.MAX_SAFE_INTEGER)
const path = z.string().min(1).max(4096)
const runId = z.string().min(1).max(100)

/** What the menu asks of the page. Opening a file, zoom, full screen, quitting are the shell's own. */
export const MENU_COMMANDS = ['library', 'settings', 'new-run', 'run', 'war-room', 'keys', 'theme-system', 'theme-dark', 'theme-light'] as const
export const MenuCommand = z.enum(MENU_COMMANDS)
export type MenuCommand = z.infer<typeof MenuCommand>

export const PageFrame = z.discriminatedUnion('say', [
  /** A new road to the host; the one before is closed. */
  z.strictObject({ t, say: z.literal('connect'), road }),
  z.strictObject({ t, say: z.literal('disconnect'), road }),
  /** Characters of wire frames that have arrived on this road so far: so the host sees how far behind a page is. */
  z.strictObject({ t, say: z.literal('took'), road, characters: z.int().min(0).max(Number.MAX_SAFE_INTEGER) }),
  /** The system's own dialog for a runbook file; answered by `chosen`. */
  z.strictObject({ t, say: z.literal('choose-file') }),
  /** A link for the system's browser: https only, and the person is asked. */
  z.strictObject({ t, say: z.literal('open-link'), url: z.string().min(1).max(2048) }),
  /** Files that were dropped on the window, by the preload. */
  z.strictObject({ t, say: z.literal('dropped'), paths: z.array(path).min(1).max(100) }),
  /**
   * What the window shows: for its title, what the menu offers, and the ground before the page is drawn. The first one after a load says
   * that the page can take `opened`, `menu` and `show-run`.
   */
  z.strictObject({
    t,
    say: z.literal('state'),
    title: z.string().max(200),
    /** Of the runbook whose plan, new run or run is shown, where it is known. */
    file: path.nullable(),
    run: runId.nullable(),
    theme: Settings.shape.theme,
  }),
])
export type PageFrame = z.infer<typeof PageFrame>

export const ShellFrame = z.discriminatedUnion('say', [
  z.strictObject({ t, say: z.literal('connected'), road }),
  /** `why` in words, for a log. */
  z.strictObject({ t, say: z.literal('closed'), road, why: z.string() }),
  /** Null: the person has chosen none. */
  z.strictObject({ t, say: z.literal('chosen'), path: path.nullable() }),
  /** A runbook that was opened from the system, dropped, or chosen in the menu, and is in the library now: show its plan. Its name in the contract. */
  z.strictObject({ t, say: z.literal('opened'), path }),
  z.strictObject({ t, say: z.literal('menu'), command: MenuCommand }),
  /** A notification was clicked: show this run. */
  z.strictObject({ t, say: z.literal('show-run'), run: runId }),
])
export type ShellFrame = z.infer<typeof ShellFrame>

/** Is a text on the channel meant for the shell, or from it? */
export function isShellText(text: string): boolean {
  return text.startsWith('{"t":"shell"')
}

/** As a text that `isShellText` knows. */
export function shellText(frame: Unmarked<PageFrame> | Unmarked<ShellFrame>): string {
  return JSON.stringify({ t: 'shell', ...frame })
}

/** Undefined for a text that no page of this version writes. */
export function readPageFrame(text: string): PageFrame | undefined {
  return read(PageFrame, text)
}

/** Undefined for a text that no shell of this version writes. */
export function readShellFrame(text: string): ShellFrame | undefined {
  return read(ShellFrame, text)
}

/** Of each member of a union: without the mark that `shellText` sets. */
type Unmarked<T> = T extends unknown ? Omit<T, 't'> : never

function read<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
