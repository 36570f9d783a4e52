/** The page's own stores, made when they are first asked for: one road for one page. */
import { connectPage } from '../connect/connect.ts'
import { ticker } from '../ui/ticker.ts'
import { nextPaint } from './paint.ts'
import { createStores, type Stores } from './stores.ts'

let made: Stores | undefined

export function pageStores(): Stores {
  made ??= createStores({
    // A name that the host refuses is told by what it shows: the role's own name stays.
    connect: (name) => connectPage({ name, onTrouble: () => undefined }),
    // Looked up at each use: a browser may forbid even to look.
    storage: { getItem: (key) => localStorage.getItem(key), setItem: (key, value) => localStorage.setItem(key, value) },
    paint: nextPaint,
    now: ticker.now,
    setOffset: ticker.setOffset,
  })
  return made
}
