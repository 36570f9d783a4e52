/**
 * Trust: a runbook starts programs, so it runs only after a person has approved exactly these bytes: the file's own, those of
 * the files inside its folder that literal argv elements name, and of its `files:` globs. One changed byte revokes it.
 * An approval is a row with a MAC by a key in the user's data folder, so that a copied database approves nothing.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { globSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { RunthroughError } from '../core/errors.ts'
import type { Clock, Execution, Program, RunId, Sha256 } from '../core/ports.ts'
import { allSteps, type Runbook, type Step } from '../core/runbook/model.ts'
import type { RunbookFile } from './catalog.ts'
import { sha256Bytes } from './hash.ts'
import { shippedTrust } from './shipped.ts'
import type { ReadableDatabase } from './store/connection.ts'
import type { Store } from './store/database.ts'
import { getTrust, putTrust } from './store/trustRows.ts'

export interface TrustedFile {
  /** Relative to the runbook's folder, with `/`. */
  readonly path: string
  readonly sha256: Sha256
}

export interface TrustFacts {
  readonly trustSha256: Sha256
  /** The runbook and everything that it names, sorted by path. */
  readonly files: readonly TrustedFile[]
}

/** What a step may execute. */
export function executionsOf(step: Step): Execution[] {
  const own: Execution[] = 'run' in step ? [step.run] : []
  if (step.kind === 'wait' && 'check' in step.until) own.push(step.until.check)
  if (step.kind === 'migration' && step.progress && 'probe' in step.progress) own.push(step.progress.probe)
  if (step.crossedWhen) own.push(step.crossedWhen)
  return own
}

/** Everything that the runbook may execute, in file order, with where. */
export function allExecutions(runbook: Runbook): { readonly where: string; readonly execution: Execution }[] {
  const found = Object.values(runbook.environments).flatMap((environment) =>
    (['identity', 'reset'] as const).flatMap((key) => {
      const execution = environment[key]
      return execution ? [{ where: `environment ${environment.id}, ${key}`, execution }] : []
    }),
  )
  for (const { step } of allSteps(runbook)) for (const execution of executionsOf(step)) found.push({ where: step.id, execution })
  for (const watch of runbook.watches ?? []) found.push({ where: `watch ${watch.id}`, execution: watch.run })
  for (const branch of runbook.branches) if (branch.loses?.probe) found.push({ where: `branch ${branch.id}, loses`, execution: branch.loses.probe })
  return found
}

/** @throws RunthroughError `unreadable-file` where a named file can't be read. */
export function trustFacts(book: RunbookFile, runbook: Runbook): TrustFacts {
  const paths = new Set<string>()
  for (const { execution } of allExecutions(runbook)) if (execution.kind === 'program') for (const path of namedFiles(book.folder, execution)) paths.add(path)
  const own = inside(book.folder, book.file) ?? book.file
  paths.delete(own)
  const files = [{ path: own, sha256: book.sha256 }, ...[...paths].map((path) => ({ path, sha256: hashFile(join(book.folder, path)) }))]
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { trustSha256: sha256Bytes(files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')), files }
}

/** The files inside `folder` that a program's literal argv and its globs name, relative to it. */
function namedFiles(folder: string, program: Program, counts: (path: string) => boolean = (path) => isFile(join(folder, path))): string[] {
  const cwd = program.cwd !== undefined && !program.cwd.includes('${') ? resolve(folder, program.cwd) : folder
  const literal = program.shell ? [] : program.argv.filter((element) => !element.includes('${'))
  const named = literal.flatMap((element) => {
    const path = insideReally(folder, resolve(cwd, element))
    return path !== undefined && counts(path) ? [path] : []
  })
  const globbed = program.files.flatMap((pattern) => globSync(pattern, { cwd: folder }).flatMap((path) => inside(folder, resolve(folder, path)) ?? []))
  return [...named, ...globbed.filter(counts)]
}

function inside(folder: string, path: string): string | undefined {
  const within = relative(folder, path)
  return within === '' || within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within) ? undefined : within.split(sep).join('/')
}

/** `folder` is a real path; an argument may name it by another way that leads there (`/tmp` is a link on macOS). */
function insideReally(folder: string, path: string): string | undefined {
  const found = inside(folder, path)
  if (found !== undefined || !isFile(path)) return found
  return inside(folder, join(realpathSync(dirname(path)), basename(path)))
}

/** An argument may be any text, also one that is no path at all or too long for one. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENAMETOOLONG' || code === 'ELOOP' || code === 'ERR_INVALID_ARG_VALUE') return false
    throw new RunthroughError('unreadable-file', `${path}, which the runbook names, can't be looked at: ${message}`, 'Make it readable, or correct the runbook.')
  }
}

function hashFile(path: string): Sha256 {
  try {
    return sha256Bytes(readFileSync(path))
  } catch (error) {
    throw new RunthroughError('unreadable-file', `${path}, which the runbook names, can't be read: ${(error as Error).message}`, 'Make it readable, or correct the runbook.')
  }
}

/** Refuses executions whose scripts are no longer the approved ones: called right before each start. */
export function refuseChanged(book: RunbookFile, approved: TrustFacts): (executions: readonly Execution[]) => void {
  const known = new Map(approved.files.map(({ path, sha256 }) => [path, sha256]))
  return (executions) => {
    for (const execution of executions) {
      if (execution.kind !== 'program') continue
      // What was approved and is gone has changed, too: a program may look for that name elsewhere.
      const isThere = (path: string): boolean => isFile(join(book.folder, path))
      const changed = namedFiles(book.folder, execution, (path) => known.has(path) || isThere(path)).find((path) => !isThere(path) || known.get(path) !== hashFile(join(book.folder, path)))
      if (changed === undefined) continue
      if (known.has(changed)) throw new RunthroughError('script-changed', `${changed} is no longer what was approved.`, 'Put the approved file back, or approve the runbook anew and start a new run.')
      throw new RunthroughError('script-changed', `${changed} was not there when the runbook was approved, and a command names it.`, 'Remove it. A file that the run itself makes belongs outside the runbook\'s folder, or is named through a variable: ${vars.X}.')
    }
  }
}

/** Looks only: a key that is not there is not made. */
export function isTrusted(history: Pick<Store, 'files'> & { readonly db: ReadableDatabase }, book: Pick<RunbookFile, 'file'>, { trustSha256 }: TrustFacts): boolean {
  if (isShipped(book, { trustSha256 })) return true
  const row = getTrust(history.db, book.file)
  return row !== undefined && row.trustSha256 === trustSha256 && isFile(keyFile(history)) && row.mac === mac(history, book.file, trustSha256)
}

/** An example as it was shipped, where it was shipped: no history is needed to know it. */
export function isShipped(book: Pick<RunbookFile, 'file'>, { trustSha256 }: Pick<TrustFacts, 'trustSha256'>): boolean {
  return shippedTrust(book.file) === trustSha256
}

/** A run keeps the approval that it was started with, whatever becomes of the file's: a journal that somebody brought along has none. */
export function keepApproval(store: Store, run: RunId, { trustSha256 }: TrustFacts, clock: Clock): void {
  putTrust(store, { path: placeOf(run), trustSha256, mac: mac(store, placeOf(run), trustSha256), approvedAt: clock.wallMs(), by: 'runthrough' })
}

/** @throws RunthroughError `untrusted` where neither the run nor its file as it was then has been approved here. */
export function requireApproval(store: Store, run: RunId, book: RunbookFile, facts: TrustFacts): void {
  const row = getTrust(store.db, placeOf(run))
  if (row?.trustSha256 === facts.trustSha256 && isFile(keyFile(store)) && row.mac === mac(store, row.path, row.trustSha256)) return
  if (isTrusted(store, book, facts)) return
  throw new RunthroughError('untrusted', `What run ${run} starts was never approved in this data folder.`, `Read its commands and approve them: runthrough trust ${book.file}`, { trust_sha256: facts.trustSha256 })
}

/** No file's path: those are absolute. */
const placeOf = (run: RunId): string => `run ${run}`

/** Approves exactly these bytes at exactly this place. */
export function approve(store: Store, book: Pick<RunbookFile, 'file'>, { trustSha256 }: TrustFacts, by: string, clock: Clock): void {
  putTrust(store, { path: book.file, trustSha256, mac: mac(store, book.file, trustSha256), approvedAt: clock.wallMs(), by })
}

/** @throws RunthroughError `untrusted` */
export function requireTrust(store: Store, book: RunbookFile, runbook: Runbook): TrustFacts {
  const facts = trustFacts(book, runbook)
  if (isTrusted(store, book, facts)) return facts
  throw new RunthroughError('untrusted', `${book.file} has not been approved as it stands.`, `Read what it would start, and approve it: runthrough trust ${book.file}`, { trust_sha256: facts.trustSha256 })
}

function mac(store: Pick<Store, 'files'>, path: string, trustSha256: Sha256): string {
  return createHmac('sha256', key(store)).update(`${path}\n${trustSha256}`).digest('hex')
}

const keyFile = (store: Pick<Store, 'files'>): string => join(store.files.folder, 'trust.key')

function key(store: Pick<Store, 'files'>): Buffer {
  const file = keyFile(store)
  if (!isFile(file)) {
    try {
      writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process made it at the same moment: then that one counts.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file)
}
