/** What is lost if a run goes back now, measured: the branch's own probe (`loses: { probe }`), on bytes that were approved. */
import { rmSync } from 'node:fs'
import { RunthroughError } from '../core/errors.ts'
import type { RunId } from '../core/ports.ts'
import { runBeside } from './exec/beside.ts'
import { valuesFor } from './given.ts'
import type { Host } from './host.ts'
import type { Prepared } from './prepared.ts'
import { showProse } from './showText.ts'
import { refuseChanged } from './trust.ts'

export interface Loss {
  /** Wall ms at which it was measured. */
  readonly at: number
  /** What the probe wrote; null where it failed. */
  readonly text: string | null
  readonly failed: string | null
}

const WITHIN_MS = 30_000
const MOST_CHARACTERS = 2_000

/** One measurement of a branch at a time: who asks meanwhile gets the same. @throws RunthroughError `illegal`, `untrusted` */
export function createLosses(host: Host, run: RunId, { book, runbook, environment, facts, secrets, trust }: Prepared): (branch: string) => Promise<Loss> {
  const under = new Map<string, Promise<Loss>>()

  async function measure(branch: string): Promise<Loss> {
    const probe = runbook.branches.find(({ id }) => id === branch)?.loses?.probe
    if (!probe) throw new RunthroughError('illegal', `Nothing measures what ${branch} loses.`, 'What the runbook says of it stands on the card.')
    if (facts.mode === 'tabletop' || facts.mode === 'simulation') throw new RunthroughError('illegal', 'In a tabletop nothing is executed, so nothing is measured.', 'Walk it by what the runbook says.')
    if (!trust) throw new RunthroughError('untrusted', 'This run has no approval: nothing of its runbook is executed.', 'Approve the runbook, and start the run anew.')
    const folder = `${host.runFolder(run)}-loses-${branch}`
    const { ended, stop } = runBeside(probe, {
      folder,
      options: { cwd: book.folder, values: valuesFor(environment, facts.inputs, secrets), clock: host.clock, launcher: host.launcher },
      beforeStart: () => refuseChanged(book, trust)([probe]),
    })
    const cancel = host.clock.after(WITHIN_MS, stop)
    const { outcome, message, text } = await ended
    cancel()
    rmSync(folder, { recursive: true, force: true })
    const said = showProse(text.trim().slice(0, MOST_CHARACTERS))
    return outcome === 'done' ? { at: host.clock.wallMs(), text: said, failed: null } : { at: host.clock.wallMs(), text: null, failed: showProse(message ?? (said === '' ? 'The probe failed.' : said)) }
  }

  return (branch) => {
    const known = under.get(branch)
    if (known) return known
    const begun = measure(branch).finally(() => under.delete(branch))
    under.set(branch, begun)
    return begun
  }
}
