/** Motion informs while things change now and then; where they change all the time it would never stand still, and cost a layout for each picture. */
import { useLayoutEffect, useRef, type RefObject } from 'react'

/** Two changes closer than this are no calm. */
const CALM_MS = 500

/** Whether the last change of `value` came out of calm. Until it does again, `box` is marked `data-busy` for its style sheet. */
export function useCalm(box: RefObject<HTMLElement | null>, value: unknown): RefObject<boolean> {
  const calm = useRef(true)
  const changedAt = useRef(-Infinity)
  useLayoutEffect(() => {
    const now = performance.now()
    calm.current = now - changedAt.current > CALM_MS
    changedAt.current = now
    box.current?.toggleAttribute('data-busy', !calm.current)
  }, [box, value])
  return calm
}
