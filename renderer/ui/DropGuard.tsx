/**
 * A file that is dropped on a page replaces the page, were it not for this. The desktop shell learns by itself where a dropped file lies and
 * opens it; a browser never tells, and then it is said what to do instead.
 */
import { useEffect } from 'react'
import { useToast } from './Toasts.tsx'

export function DropGuard() {
  const toast = useToast()
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (!('runthrough' in window)) toast({ tone: 'late', title: 'A browser does not tell where a dropped file lies', text: 'Use “Open a runbook” in the Library, or paste its path there.' })
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [toast])
  return null
}

/** True for a drag that carries files. */
export function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false
}
