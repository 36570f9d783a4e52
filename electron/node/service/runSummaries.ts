/** Runs as the contract lists them: the row, and from its journal and its bytes what the row does not have. */
import { parse } from 'yaml'
import type { RunSummary } from '../../contract/shapes/run.ts'
import type { RunId } from '../../core/ports.ts'
import { eventOf } from '../../core/run/state.ts'
import { driverOf } from '../driven.ts'
import type { Host } from '../host.ts'
import { showProse } from '../showText.ts'
import { readRecords } from '../store/records.ts'
import { runbookBytes, type RunSummary as Row } from '../store/runs.ts'

export interface RunSummaries {
  of(row: Row): RunSummary
}

/** Titles are read once for each version of a file, beginnings once for each run: neither changes. */
export function createRunSummaries(host: Host): RunSummaries {
  const titles = new Map<string, string>()
  const beginnings = new Map<RunId, Beginning>()

  function titleOf({ sha256, runbookId }: Row): string {
    const known = titles.get(sha256)
    if (known !== undefined) return known
    const title = readTitle(host, sha256) ?? runbookId
    titles.set(sha256, title)
    return title
  }

  function beginningOf({ id }: Row): Beginning {
    const known = beginnings.get(id)
    if (known !== undefined) return known
    const beginning = readBeginning(host, id)
    beginnings.set(id, beginning)
    return beginning
  }

  return {
    of: (row) => ({
      run: row.id,
      runbook: row.runbookId,
      title: titleOf(row),
      file: beginningOf(row).file,
      mode: row.mode as RunSummary['mode'],
      environment: row.environment === '' ? null : row.environment,
      live: row.mode === 'live',
      startedAt: row.startedAt,
      startedBy: beginningOf(row).by,
      endedAt: row.endedAt,
      outcome: row.outcome as RunSummary['outcome'],
      activeMs: row.activeMs,
      wallMs: row.wallMs,
      sha256: row.sha256,
      excluded: row.excluded,
      driver: row.endedAt === null ? driverWord(host, row.id) : null,
    }),
  }
}

function driverWord(host: Host, run: RunId): NonNullable<RunSummary['driver']> {
  const driver = driverOf(host, run)
  if (!driver) return 'nobody'
  return driver.session === host.session ? 'here' : 'elsewhere'
}

/**
 * The line of the file that begins with `title:`: reading all of a long file takes a second. Undefined where the history no longer has the
 * bytes, or the line does not say it: the run is listed all the same, under its runbook's id.
 */
function readTitle(host: Host, sha256: Row['sha256']): string | undefined {
  try {
    const [line] = /^title[ \t]*:.*$/m.exec(new TextDecoder().decode(runbookBytes(host.store.db, sha256))) ?? []
    const title = line === undefined ? undefined : (parse(line) as { readonly title?: unknown } | null)?.title
    return typeof title === 'string' && title !== '' ? showProse(title) : undefined
  } catch (error) {
    host.log.warn('the title of a run can not be read', { sha256, error: String(error) })
    return undefined
  }
}

/** Nulls where the journal's beginning can't be read: what is wrong with it says whoever opens the run. */
interface Beginning {
  readonly file: string | null
  readonly by: string | null
}

function readBeginning(host: Host, run: RunId): Beginning {
  try {
    const [first] = readRecords(host.store.db, run)
    const event = first && eventOf(first)
    return event?.type === 'run.started' ? { file: event.file, by: first?.actor.name ?? null } : { file: null, by: null }
  } catch (error) {
    host.log.warn('the beginning of a run can not be read', { run, error: String(error) })
    return { file: null, by: null }
  }
}
