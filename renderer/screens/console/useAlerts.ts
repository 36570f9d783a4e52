/** What a person must hear of, once: as a message in the corner, which is read aloud, too. What stood already when the page came is seen anyway. */
import { useEffect, useRef } from 'react'
import type { Alert } from '../../../electron/contract/shapes/run.ts'
import { useToast } from '../../ui/Toasts.tsx'

export function useAlerts(alerts: readonly Alert[]): void {
  const toast = useToast()
  const told = useRef<Map<string, () => void> | null>(null)
  useEffect(() => {
    if (told.current === null) {
      told.current = new Map(alerts.map(({ id }) => [id, () => undefined]))
      return
    }
    for (const { id, text, tone } of alerts) if (!told.current.has(id)) told.current.set(id, toast({ title: text, tone }))
    // What no longer holds need not be read any more.
    for (const [id, close] of told.current) if (!alerts.some((alert) => alert.id === id)) close()
  }, [alerts, toast])
}
