/** Runbook files as the service reads them: whole each time, but looked at only once for each version. */
import { statSync } from 'node:fs'
import { RunthroughError } from '../../core/errors.ts'
import { examine, type Examined } from '../../core/machine/examine.ts'
import { graph, type Graph } from '../../core/machine/graph.ts'
import { MAX_BYTES } from '../../core/runbook/limits.ts'
import { readRunbook, type RunbookFile } from '../catalog.ts'

export interface Books {
  /** @throws RunthroughError `unreadable-file`, also where the path now leads elsewhere */
  read(file: string): RunbookFile
  /** Of a book that compiles. */
  graphOf(book: RunbookFile): Graph | undefined
}

/** Looking at one takes 50 to 1,000 ms. */
const KEPT = 32
/** Far beyond what a runbook may be: such a file is told, not read. */
const MOST_BYTES = 8 * MAX_BYTES

export function createBooks(): Books {
  const seen = new Map<string, { readonly examined: Examined; graph?: Graph }>()

  /** The latest stand last. */
  function look(text: string): Examined {
    const known = seen.get(text) ?? { examined: examine(text) }
    seen.delete(text)
    seen.set(text, known)
    const [oldest] = seen.keys()
    if (seen.size > KEPT && oldest !== undefined) seen.delete(oldest)
    return known.examined
  }

  return {
    read(file) {
      refuseHuge(file)
      const book = readRunbook(file, look)
      if (book.file !== file) throw new RunthroughError('unreadable-file', `${file} can't be read: it has become a link to ${book.file}.`, 'Open the file that it leads to.')
      return book
    },
    graphOf({ bytes, examined: { compiled } }) {
      if (!compiled) return undefined
      const known = seen.get(new TextDecoder().decode(bytes))
      if (!known) return graph(compiled)
      return (known.graph ??= graph(compiled))
    },
  }
}

/** @throws RunthroughError `unreadable-file` */
export function refuseHuge(file: string): void {
  const size = sizeOf(file)
  if (size > MOST_BYTES) throw new RunthroughError('unreadable-file', `${file} can't be read: it is ${Math.round(size / 1_048_576)} MiB long, and a runbook has at most 1.`, 'Is it the file that you meant?')
}

/** 0 where it can't be told: reading it says why. */
function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** A file that says that it is a runbook, however broken it is. Nothing else is ever shown to a page. */
export function saysRunbook(text: string): boolean {
  return /^(\uFEFF)?(?:"runbook"|'runbook'|runbook)[ \t]*:/m.test(text)
}

/** By its name. */
export function mayBeRunbook(path: string): boolean {
  return /\.ya?ml$/i.test(path)
}
