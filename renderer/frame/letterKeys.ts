/** Keys that act without Ctrl, Alt or Command: only where nobody types, and nothing lies over the page. */
import { useEffect, useRef } from 'react'
import { liesOver } from '../ui/liesOver.ts'

/** `press` answers whether the key meant something. */
export function useLetterKeys(on: boolean, press: (key: string) => boolean): void {
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    if (!on) return
    const take = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return
      if (isTyping(event.target) || liesOver()) return
      if (latest.current(event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', take)
    return () => window.removeEventListener('keydown', take)
  }, [on])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || (target.matches('input, textarea, select') && !target.matches('[type="checkbox"], [type="radio"], [type="button"]')))
}
