/** Keeps a line of a long list at a third of its height, until the person scrolls. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useCalm } from '../../../ui/useCalm.ts'

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
  // What the layout said last: to read it anew would cost a layout each time.
  const heightPx = useRef(0)
  const broughtTo = useRef(0)
  const calm = useCalm(box, top)

  const bring = useCallback((glides: boolean) => {
    const element = box.current
    if (!element) return
    const target = Math.max(0, wanted.current - heightPx.current / 3)
    const near = Math.abs(target - broughtTo.current) < NEAR_PX
    broughtTo.current = target
    element.scrollTo({ top: target, behavior: glides && near && !matchMedia('(prefers-reduced-motion: reduce)').matches ? 'smooth' : 'auto' })
  }, [box])

  useLayoutEffect(() => {
    if (follows) bring(calm.current)
  }, [calm, follows, top, bring])

  useEffect(() => {
    const element = box.current
    if (!element || !follows) return
    // Only a person does these; what the list does by itself is a scroll event alone.
    const leave = (event: Event): void => {
      if (event instanceof KeyboardEvent && !SCROLL_KEYS.has(event.key)) return
      if (event instanceof PointerEvent && event.target !== element) return
      if (element.scrollHeight > element.clientHeight) setFollows(false)
    }
    const observer = new ResizeObserver(([entry]) => {
      heightPx.current = entry?.contentRect.height ?? 0
      bring(false)
    })
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
