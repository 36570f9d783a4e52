/** The picture of a machine, laid out beside the page. A newer wish ends the one before. */
import { useEffect, useRef, useState } from 'react'
import { asError } from '../../ui/asError.ts'
import { startElk, type ElkWorker } from './elkWorker.ts'
import { layoutMachine, type InteriorCache } from './layout.ts'
import type { Machine } from './machine.ts'
import type { Picture } from './picture.ts'

export interface Drawn {
  /** The latest one that is ready; null at first. */
  readonly picture: Picture | null
  readonly busy: boolean
  readonly error: Error | null
}

export function usePicture(machine: Machine, open: ReadonlySet<string>): Drawn {
  const [drawn, setDrawn] = useState<Drawn>({ picture: null, busy: true, error: null })
  const elk = useRef<ElkWorker | null>(null)
  const interiors = useRef<{ readonly machine: Machine; readonly cache: InteriorCache }>({ machine, cache: new Map() })
  if (interiors.current.machine !== machine) interiors.current = { machine, cache: new Map() }

  useEffect(() => {
    const { signal, abort } = calledOff()
    const { cache } = interiors.current
    const worker = (elk.current ??= startElk())
    let working = true
    const draw = async (): Promise<void> => {
      setDrawn((before) => ({ ...before, busy: true, error: null }))
      try {
        const picture = await layoutMachine(machine, open, worker, { signal, cache })
        setDrawn({ picture, busy: false, error: null })
      } catch (thrown) {
        if (!signal.aborted) setDrawn((before) => ({ ...before, busy: false, error: asError(thrown) }))
      } finally {
        working = false
      }
    }
    void draw()
    return () => {
      abort()
      if (!working) return
      // What it is at is not wanted any more; the next one starts anew.
      worker.close()
      elk.current = null
    }
  }, [machine, open])

  useEffect(
    () => () => {
      elk.current?.close()
      elk.current = null
    },
    [],
  )
  return drawn
}

function calledOff(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}
