/** What the user must be told about how the history opened. */
import type { RunId } from '../../core/ports.ts'

/** `message` is for a person; the rest is for the host. */
export type Notice =
  | { readonly kind: 'no-reserve'; readonly message: string }
  | {
      readonly kind: 'restored'
      readonly message: string
      /** What SQLite found. */
      readonly damage: string
      /** Where the damaged database lies now. */
      readonly setAside: string
      readonly backup?: string
      readonly whole: readonly RunId[]
      /** Runs whose last events could not be read: `upTo` is the last one kept, `of` the last one known of. */
      readonly cut: readonly { readonly run: RunId; readonly upTo: number; readonly of: number }[]
      /** Known by name only. */
      readonly unreadable: readonly RunId[]
      /** Runs whose splits must be projected anew from their events. */
      readonly rebuild: readonly RunId[]
    }
