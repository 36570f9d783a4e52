/** Each thing that a captain must notice, once: as a toast, and for those who listen. Never a ticking clock. */
import { useEffect, useRef } from 'react'
import type { Alert } from '../../../electron/contract/shapes/run.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'
import { useToast } from '../../ui/Toasts.tsx'

export function Alerts({ alerts }: { readonly alerts: readonly Alert[] }) {
  const toast = useToast()
  const announce = useAnnounce()
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    // What was there when the screen was opened stands on it anyway.
    const before = told.current
    told.current = new Set([...(before ?? []), ...alerts.map(({ id }) => id)])
    if (before === null) return
    for (const { id, tone, text } of alerts) {
      if (before.has(id)) continue
      toast({ title: text, tone })
      announce(text, { urgent: tone === 'failed' })
    }
  }, [alerts, toast, announce])
  return null
}
