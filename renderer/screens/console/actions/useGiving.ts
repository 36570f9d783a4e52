/** Commands to the run from this page: one at a time (votes of several roles side by side), its "no" kept for the place where it was asked, a wrong click taken back at once. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Command } from '../../../../electron/contract/command.ts'
import type { LogEntry } from '../../../../electron/contract/shapes/run.ts'
import { useClient, useCommand, useConnection } from '../../../store/hooks.ts'
import { asError } from '../../../ui/asError.ts'
import { failedWords } from '../../../ui/failedWords.ts'
import { ticker } from '../../../ui/ticker.ts'
import { useToast } from '../../../ui/Toasts.tsx'
import { may, UNDOABLE, type Action } from './actions.ts'
import type { Prompt } from './prompt.ts'

export interface Refusal {
  /** What was asked: "Done". */
  readonly what: string
  readonly error: Error
}

export interface Giving {
  /** Gives it, asks for what it wants to know, or looks up first. */
  readonly act: (action: Action) => void
  /** @throws ContractError: the run's "no" in words */
  readonly give: (command: Command, said: string) => Promise<void>
  /** The ids of the actions that are under way. */
  readonly busy: ReadonlySet<string>
  readonly refusal: Refusal | null
  readonly forget: () => void
  readonly prompt: Prompt | null
  readonly closePrompt: () => void
}

const NONE: ReadonlySet<string> = new Set()

/** `log`: of the run; what anybody does after a click ends the offer to take that click back. */
export function useGiving(run: string, log: readonly LogEntry[]): Giving {
  const client = useClient()
  const command = useCommand(run)
  const { role } = useConnection()
  const toast = useToast()
  const [busy, setBusy] = useState<ReadonlySet<string>>(NONE)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [prompt, setPrompt] = useState<Prompt | null>(null)
  /** By what keeps others waiting, the action that is under way. */
  const running = useRef(new Map<string, string>())
  const offer = useRef<{ readonly seq: number; readonly close: () => void } | null>(null)

  const give = useCallback(async (asked: Command, said: string): Promise<void> => {
    const seq = await command(asked)
    offer.current?.close()
    offer.current = null
    const undo = (): void => {
      command({ do: 'undo' }).then(
        () => toast({ title: 'Undone: the last click is taken back.' }),
        (thrown: unknown) => toast({ tone: 'failed', ...failedWords(asError(thrown)) }),
      )
    }
    const undoable = UNDOABLE.has(asked.do) && may(role, 'undo')
    const close = toast({ title: said, tone: 'fine', ...(undoable ? { action: { label: 'Undo', onClick: undo } } : {}) })
    if (undoable) offer.current = { seq, close }
  }, [command, role, toast])

  // Undo takes back the last click, whoever made it: an older one must not be offered beside it.
  useEffect(() => {
    const last = log.findLast(({ actor, type }) => actor.via !== 'runthrough' && actor.via !== 'auto' && type !== 'note.added')
    if (!last || !offer.current || last.seq <= offer.current.seq) return
    offer.current.close()
    offer.current = null
  }, [log])

  const act = useCallback((action: Action): void => {
    const { id, label, then, why, beside = false } = action
    const place = beside ? id : ''
    if (running.current.has(place) || (why ?? null) !== null) return
    setRefusal(null)
    if (then.do === 'ask') return setPrompt(then.prompt)
    const shown = (): void => setBusy(new Set(running.current.values()))
    running.current.set(place, id)
    shown()
    const done = async (): Promise<void> => {
      if (then.do === 'command') return give(then.command, then.said)
      const choices = await client.call('run.choices', { run, ...(then.step === null ? {} : { step: then.step }) })
      setPrompt(then.prompt(choices, ticker.now()))
    }
    done()
      .catch((thrown: unknown) => setRefusal({ what: label.replace(/ …$/, ''), error: asError(thrown) }))
      .finally(() => {
        running.current.delete(place)
        shown()
      })
  }, [client, give, run])

  return { act, give, busy, refusal, forget: useCallback(() => setRefusal(null), []), prompt, closePrompt: useCallback(() => setPrompt(null), []) }
}
