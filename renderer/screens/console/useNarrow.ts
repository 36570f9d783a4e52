/** True where the three columns of the Console have no room side by side. */
import { useSyncExternalStore } from 'react'

const NARROW = '(max-width: 60rem)'

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches)
}

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
