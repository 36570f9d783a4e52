/** The link's token: it comes in the fragment, which no server and no referrer sees, and lives as long as this tab. */
import { TOKEN_KEY } from '../../electron/contract/webRoad.ts'

const KEPT_AS = 'runthrough.token'

export interface TokenPlace {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState' | 'state'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
}

/** Takes it out of the address, so that nobody who looks at the screen or copies the address has it. Null: this page came without a link. */
export function takeToken({ location, history, sessionStorage }: TokenPlace): string | null {
  const given = new URLSearchParams(location.hash.replace(/^#/, '')).get(TOKEN_KEY)
  if (given === null || given === '') return recall(sessionStorage)
  keep(sessionStorage, given)
  history.replaceState(history.state, '', `${location.pathname}${location.search}`)
  return given
}

/** A browser may keep nothing for a page: then a reload wants the link again, and says so. */
function keep(storage: Pick<Storage, 'setItem'>, token: string): void {
  try {
    storage.setItem(KEPT_AS, token)
  } catch {
    return
  }
}

function recall(storage: Pick<Storage, 'getItem'>): string | null {
  try {
    return storage.getItem(KEPT_AS)
  } catch {
    return null
  }
}
