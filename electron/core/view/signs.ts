/** What running attempts say while they run: their last lines, how far they are, what was announced. Lost without harm. */

export interface Progress {
  readonly done?: number
  readonly total?: number
  /** Units a second. */
  readonly rate?: number
}

export interface Signs {
  /** The last one may still be growing; it is empty after a newline. */
  readonly lines: readonly string[]
  readonly progress?: Progress
  readonly announcement?: { readonly audience: string; readonly text: string; readonly sent: boolean }
}
