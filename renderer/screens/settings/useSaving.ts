/** Saves a change at once, and tells which part of the screen it was, and how it went. */
import { useCallback, useState } from 'react'
import type { Settings } from '../../../electron/contract/shapes/settings.ts'
import { asError } from '../../ui/asError.ts'
import { useAnnounce } from '../../ui/LiveRegion.tsx'

export type SavedPart = 'you' | 'look' | 'folders' | 'alerts'

export interface Saving {
  readonly part: SavedPart
  readonly state: 'saving' | 'saved' | 'failed'
  readonly error: Error | null
}

export interface UsedSaving {
  readonly saving: Saving | null
  /** True where it was saved. */
  readonly change: (part: SavedPart, change: Partial<Settings>) => Promise<boolean>
}

export function useSaving(save: (change: Partial<Settings>) => Promise<void>): UsedSaving {
  const announce = useAnnounce()
  const [saving, setSaving] = useState<Saving | null>(null)
  const change = useCallback(async (part: SavedPart, wanted: Partial<Settings>): Promise<boolean> => {
    setSaving({ part, state: 'saving', error: null })
    try {
      await save(wanted)
      setSaving({ part, state: 'saved', error: null })
      announce('Saved')
      return true
    } catch (thrown) {
      setSaving({ part, state: 'failed', error: asError(thrown) })
      return false
    }
  }, [save, announce])
  return { saving, change }
}
