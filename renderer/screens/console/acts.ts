/** How the Console gives commands: one at a time, each "no" told in words beside where it was asked. */
import { useCallback, useMemo, useState } from 'react'
import type { Command } from '../../../electron/contract/command.ts'
import { useCommand } from '../../store/hooks.ts'
import { asError } from '../../ui/asError.ts'
import { useToast } from '../../ui/Toasts.tsx'

export interface Acts {
  /** Gives it and keeps the error for the screen; resolves to whether it was taken. */
  give(command: Command, said?: string): Promise<boolean>
  /** The same, for dialogs that show the error themselves. @throws ContractError */
  ask(command: Command, said?: string): Promise<void>
  readonly busy: boolean
  readonly error: Error | null
  forget(): void
}

/** Outcomes that a wrong click may have made: undoing is offered right after. */
const UNDOABLE: ReadonlySet<Command['do']> = new Set(['done', 'fail', 'skip', 'choose', 'vote'])

export function useActs(run: string): Acts {
  const send = useCommand(run)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  const ask = useCallback(async (command: Command, said?: string): Promise<void> => {
    await send(command)
    if (said === undefined) return
    const undo = (): void => {
      send({ do: 'undo' }).catch((reason: unknown) => setError(asError(reason)))
    }
    toast({ title: said, tone: 'fine', ...(UNDOABLE.has(command.do) ? { action: { label: 'Undo', onClick: undo } } : {}) })
  }, [send, toast])

  const give = useCallback(async (command: Command, said?: string): Promise<boolean> => {
    setBusy(true)
    setError(null)
    try {
      await ask(command, said)
      return true
    } catch (reason) {
      setError(asError(reason))
      return false
    } finally {
      setBusy(false)
    }
  }, [ask])

  const forget = useCallback(() => setError(null), [])
  return useMemo(() => ({ give, ask, busy, error, forget }), [give, ask, busy, error, forget])
}
