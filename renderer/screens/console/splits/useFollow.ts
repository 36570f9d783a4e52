/** Keeps a line of a long list at a third of its height, until the person scrolls. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

export interface Following {
  readonly follows: boolean
  readonly follow: () => void
}

/** Further away it jumps: nobody wants to watch a hundred rows fly by. */
const NEAR_PX = 200

/** `top`: of the line, px from the beginning of the list. */
export function useFollow(box: RefObject<HTMLElement | null>, top: number): Following {
  const [follows, setFollows] = useState(true)
  const wanted = useRef(top)
  wanted.current = top

  const bring = useCallback((smooth: boolean) => {
    const element = box.current
    if (!element) return
    const target = Math.max(0, wanted.current - element.clientHeight / 3)
    const near = Math.abs(target - element.scrollTop) < NEAR_PX
    element.scrollTo({ top: target, behavior: smooth && near && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'auto' })
  }, [box])

  useLayoutEffect(() => {
    if (follows) bring(true)
  }, [follows, top, bring])

  useEffect(() => {
    const element = box.current
    if (!element || !follows) return
    // Only a person does these; what the list does by itself is a scroll event alone.
    const leave = (event: Event): void => {
      if (event instanceof KeyboardEvent && !SCROLL_KEYS.has(event.key)) return
      if (event instanceof PointerEvent && event.target !== element) return
      if (element.scrollHeight > element.clientHeight) setFollows(false)
    }
    const observer = new ResizeObserver(() => bring(false))
    observer.observe(element)
    for (const name of GESTURES) element.addEventListener(name, leave, { passive: true })
    return () => {
      observer.disconnect()
      for (const name of GESTURES) element.removeEventListener(name, leave)
    }
  }, [box, follows, bring])

  return { follows, follow: useCallback(() => setFollows(true), []) }
}

const GESTURES = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const
const SCROLL_KEYS: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'])
