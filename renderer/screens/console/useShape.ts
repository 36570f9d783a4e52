/** How much there is room for: three columns, two, or one after the other. */
import { useSyncExternalStore } from 'react'

export type Shape = 'wide' | 'middle' | 'narrow'

const WIDE = '(min-width: 72rem)'
const MIDDLE = '(min-width: 48rem)'

export function useShape(): Shape {
  return useSyncExternalStore(subscribe, read)
}

function read(): Shape {
  return matchMedia(WIDE).matches ? 'wide' : matchMedia(MIDDLE).matches ? 'middle' : 'narrow'
}

function subscribe(listener: () => void): () => void {
  const queries = [matchMedia(WIDE), matchMedia(MIDDLE)]
  for (const query of queries) query.addEventListener('change', listener)
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
  }
}
