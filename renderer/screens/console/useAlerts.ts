/** What a person must hear of, once: as a message in the corner, which is read aloud, too. What stood already when the page came is seen anyway. */
import { useEffect, useRef } from 'react'
import type { Alert } from '../../../electron/contract/shapes/run.ts'
import { useToast } from '../../ui/Toasts.tsx'

export function useAlerts(alerts: readonly Alert[]): void {
  const toast = useToast()
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (told.current === null) {
      told.current = new Set(alerts.map(({ id }) => id))
      return
    }
    for (const { id, text, tone } of alerts) {
      if (told.current.has(id)) continue
      told.current.add(id)
      toast({ title: text, tone })
    }
  }, [alerts, toast])
}
