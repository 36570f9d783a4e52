/** A board as it stands: what people said, and every row computed anew. What turned, and what was reopened by it, is noted where a board has begun. */
import { board, shakenVotes, standing, turnedRows, type Board } from '../../core/board/board.ts'
import { boardName } from '../../core/board/entries.ts'
import type { BoardAsks, BoardFacts } from '../../core/board/facts.ts'
import { boardRows } from '../../core/board/rows.ts'
import { saidBy, type Said } from '../../core/board/said.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Actor } from '../../core/ports.ts'
import type { Host } from '../host.ts'
import type { Known } from '../service/known.ts'
import { rehearsalsOf } from '../service/readiness.ts'
import type { Looked } from '../service/reader/looked.ts'
import { addEntries, boardEntries, type NewEntry } from '../store/boardEntries.ts'
import { readRecords } from '../store/records.ts'
import type { RunSummary } from '../store/runs.ts'
import { createFileLook } from './evidence.ts'

export interface BoardLook {
  readonly name: string
  readonly environment: string | null
  readonly facts: BoardFacts
  readonly said: Said
  readonly board: Board
  /** Somebody has said something on it. */
  readonly isBegun: boolean
}

const TOOL: Actor = { name: 'runthrough', via: 'runthrough' }
const fileNow = createFileLook()

/** @throws RunthroughError `invalid-runbook`, `unknown-environment` */
export function lookAtBoard(host: Host, known: Known, environment: string | null): BoardLook {
  const { looked, file } = known
  if (!looked.runbook || !looked.board) throw new RunthroughError('invalid-runbook', `${file} can't be read as a runbook: there is no board of it.`, 'Its plan says what is wrong with it. Mend it first.')
  refuseUnknown(looked, environment)
  const name = boardName(looked.runbook.id, environment)
  const facts = factsOf(host, known, looked.board.asks)
  return look(name, environment, facts, boardEntries(host.store.db, name))
}

/** The same, after noting what has changed since anybody looked. Looking at a board on which nobody has said anything writes nothing. @throws RunthroughError `disk-full` */
export function noteBoard(host: Host, known: Known, environment: string | null): BoardLook {
  const seen = lookAtBoard(host, known, environment)
  if (!seen.isBegun) return seen
  const news = newsOf(host, seen)
  if (news.length === 0) return seen
  addEntries(host.store, host.hash, seen.name, news)
  return lookAtBoard(host, known, environment)
}

/** What is to be noted of a board as it stands. */
export function newsOf({ clock }: Pick<Host, 'clock'>, { facts, said, board: { rows } }: BoardLook): NewEntry[] {
  const note = (body: NewEntry['body']): NewEntry => ({ at: clock.wallMs(), actor: TOOL, sha256: facts.sha256, body })
  const turned = turnedRows(said, rows)
  const shaken = shakenVotes(facts, said, rows)
  return [...(Object.keys(turned).length > 0 ? [note({ type: 'board.turned', verdicts: turned })] : []), ...(shaken ? [note({ type: 'board.reopened', ...shaken })] : [])]
}

/** Rows of a board, with what people said of them; without votes. */
export function rowsFor(facts: BoardFacts, said: Said): ReturnType<typeof boardRows> {
  return boardRows(facts, said, standing(said))
}

function look(name: string, environment: string | null, facts: BoardFacts, entries: ReturnType<typeof boardEntries>): BoardLook {
  const said = saidBy(entries)
  return { name, environment, facts, said, board: board(facts, said), isBegun: entries.length > 0 }
}

/** Which board is meant where nobody says: of the one live environment, else of the only one there is, else of none. */
export function usualEnvironment({ demands }: Pick<Looked, 'demands'>): string | null {
  const all = demands?.environments ?? []
  const live = all.filter((environment) => environment.live)
  const [only] = live.length > 0 ? live : all
  return (live.length > 0 ? live : all).length === 1 ? (only?.id ?? null) : null
}

function refuseUnknown({ demands }: Looked, environment: string | null): void {
  if (environment === null || demands?.environments.some(({ id }) => id === environment)) return
  const names = demands?.environments.map(({ id }) => id) ?? []
  throw new RunthroughError('unknown-environment', `There is no environment "${environment}" in this runbook.`, names.length === 0 ? 'It declares none.' : `It has ${names.join(', ')}.`)
}

export function factsOf(host: Host, { looked, sha256, isTrusted, errors, runs }: Pick<Known, 'looked' | 'sha256' | 'isTrusted' | 'errors' | 'runs'>, asks: BoardAsks): BoardFacts {
  const { diagnostics, trust, forecast, bar } = looked
  const first = errors[0] ?? diagnostics[0]
  return {
    ...asks,
    now: host.clock.wallMs(),
    sha256,
    diagnostics: { errors: errors.length, warnings: diagnostics.length - errors.length, first: first ? `line ${first.line}: ${first.message}` : null },
    trust: { approved: isTrusted, trouble: trust.trouble?.message ?? null },
    ways: looked.board?.ways ?? [],
    window: bar && !bar.window ? null : { fits: forecast?.fitsWindow ?? null, basedOnRuns: forecast?.basedOnRuns ?? 0, unknownSteps: forecast?.unknownSteps ?? [] },
    rehearsal: rehearsalFacts(host, looked, runs, sha256),
    file: null,
    fileNow,
  }
}

function rehearsalFacts(host: Host, { demands }: Looked, runs: readonly RunSummary[], sha256: string): BoardFacts['rehearsal'] {
  const rehearsals = rehearsalsOf(runs)
  const [last] = rehearsals
  const minGrade = demands?.minGrade ?? 1
  const gradeOf = (id: string): number => demands?.environments.find((environment) => environment.id === id)?.grade ?? 0
  return {
    last: last ? { run: last.id, at: last.endedAt ?? last.startedAt, by: startedBy(host, last), environment: last.environment, sameBytes: last.sha256 === sha256 } : null,
    gradeMet: rehearsals.some(({ environment }) => gradeOf(environment) >= minGrade),
    minGrade,
    withinMs: demands?.rehearseWithinMs ?? null,
  }
}

function startedBy({ store }: Host, { id }: RunSummary): string | null {
  for (const { actor } of readRecords(store.db, id)) return actor.name
  return null
}
