/** What a screen reader shall hear although the focus is elsewhere: thresholds, never a ticking clock. */
import { useCallback, useSyncExternalStore } from 'react'

interface Heard {
  readonly polite: string
  readonly urgent: string
}

let heard: Heard = { polite: '', urgent: '' }
const listeners = new Set<() => void>()

/** Once on the page. */
export function LiveRegion() {
  const { polite, urgent } = useSyncExternalStore(subscribe, read, read)
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite">{polite}</div>
      <div role="alert" aria-live="assertive">{urgent}</div>
    </div>
  )
}

/** To say something; urgent words interrupt. The same function for the life of the page. */
export function useAnnounce(): (text: string, options?: { readonly urgent?: boolean }) => void {
  return useCallback((text, { urgent = false } = {}) => {
    const key = urgent ? 'urgent' : 'polite'
    // The same words twice are only heard when the text differs.
    heard = { ...heard, [key]: heard[key] === text ? `${text}\u00a0` : text }
    for (const listener of listeners) listener()
  }, [])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): Heard {
  return heard
}
