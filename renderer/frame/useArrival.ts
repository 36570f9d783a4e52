/** Whoever comes to a new screen by keyboard or by ear arrives at its heading. */
import { useEffect, useRef, type RefObject } from 'react'

/** `main`: what the screens stand in; it takes the focus until there is a heading. `place`: another one is another screen. */
export function useArrival(main: RefObject<HTMLElement | null>, place: string): void {
  const before = useRef(place)
  useEffect(() => {
    const element = main.current
    // A page that was just loaded leaves the focus where the browser has it.
    if (!element || before.current === place) return
    before.current = place
    element.focus({ preventScroll: true })
    const arrive = (): boolean => {
      const heading = element.querySelector('h1')
      if (!heading) return false
      if (document.activeElement === element || document.activeElement === document.body) {
        heading.tabIndex = -1
        heading.focus({ preventScroll: true })
      }
      return true
    }
    if (arrive()) return
    // It is still being loaded, or waits for the host's first word.
    const observer = new MutationObserver(() => {
      if (arrive()) observer.disconnect()
    })
    observer.observe(element, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [main, place])
}
