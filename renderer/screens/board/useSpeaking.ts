/** What this page says on a board; each throws the host's "no" in words, for the dialog that asked. */
import { useMemo } from 'react'
import type { Input } from '../../../electron/contract/api.ts'
import type { BoardRow, BoardView } from '../../../electron/contract/shapes/board.ts'
import { useClient } from '../../store/hooks.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { VOTE_WORDS } from './boardWords.ts'
import type { Spoken } from './ProxyFields.tsx'
import type { Vote } from './VoteDialog.tsx'

export interface Speaking {
  readonly vote: (vote: Vote) => Promise<void>
  readonly evidence: (row: BoardRow, evidence: Input<'board.evidence'>['evidence'], spoken: Spoken) => Promise<void>
  readonly accept: (row: BoardRow, reason: string, withdraw: boolean) => Promise<void>
  /** A gate that is closed: everybody again. */
  readonly askAgain: () => Promise<void>
}

export function useSpeaking(view: Pick<BoardView, 'file' | 'environment' | 'gate'> | null): Speaking {
  const client = useClient()
  const toast = useToast()
  const [file, environment, run, step] = [view?.file ?? '', view?.environment ?? null, view?.gate?.run ?? null, view?.gate?.step ?? null]
  return useMemo(() => {
    const where = { file, environment }
    return {
      async vote({ role, ...vote }) {
        if (run !== null && step !== null) await client.call('run.command', { run, command: { do: 'vote', step, role, ...vote } })
        else await client.call('board.vote', { ...where, role, ...vote })
        toast({ tone: vote.vote === 'no-go' ? 'failed' : 'fine', title: `${role}: ${VOTE_WORDS[vote.vote].toLowerCase()}` })
      },
      async evidence({ item, title }, evidence, spoken) {
        await client.call('board.evidence', { ...where, item: item ?? '', evidence, ...spoken })
        toast({ tone: 'fine', title: evidence.kind === 'withdrawn' ? `Withdrawn: ${title}` : `Evidence is given: ${title}` })
      },
      async accept({ id, title }, reason, withdraw) {
        await client.call('board.accept', { ...where, row: id, reason, ...(withdraw ? { withdraw } : {}) })
        toast({ tone: 'fine', title: withdraw ? `No longer accepted: ${title}` : `Accepted: ${title}` })
      },
      async askAgain() {
        if (run === null || step === null) return
        await client.call('run.command', { run, command: { do: 'retry', step } })
        toast({ tone: 'fine', title: 'Everybody is asked again.' })
      },
    }
  }, [client, toast, file, environment, run, step])
}
