/** The board of a gate in a run: the rows of the run's own bytes and of the way it stands, and the votes that its journal has. */
import { existsSync, readFileSync } from 'node:fs'
import type { BoardGate, BoardView } from '../../contract/shapes/board.ts'
import { concluded, roleVote, whyReopened, type Board } from '../../core/board/board.ts'
import { boardName } from '../../core/board/entries.ts'
import type { BoardFacts, WindowFacts } from '../../core/board/facts.ts'
import { boardRows, verdictsOf } from '../../core/board/rows.ts'
import { saidBy, type Said } from '../../core/board/said.ts'
import { endOf } from '../../core/machine/judge.ts'
import type { RunId } from '../../core/ports.ts'
import { latestSplit } from '../../core/run/state.ts'
import { isWorse, type Verdicts } from '../../core/run/verdict.ts'
import { shaken } from '../../core/run/vote.ts'
import type { Host } from '../host.ts'
import type { RunSource } from '../hub/source.ts'
import { sha256Bytes } from '../hash.ts'
import type { Known } from '../service/known.ts'
import type { Looked } from '../service/reader/looked.ts'
import type { Reader } from '../service/reader/reader.ts'
import { boardEntries } from '../store/boardEntries.ts'
import { listRuns, runbookBytes } from '../store/runs.ts'
import { isTrusted } from '../trust.ts'
import type { Heavy } from '../worker/heavy.ts'
import { boardRoles } from './asks.ts'
import { factsOf } from './boardLook.ts'
import { boardView } from './boardView.ts'
import { gateOf, gateView, type GatePlace } from './gateView.ts'

export interface RunBoardLook {
  readonly gate: GatePlace
  readonly board: Board
  readonly verdicts: Verdicts
  readonly view: BoardView
}

export interface RunBoards {
  /** @throws RunthroughError `unknown-run`, `unknown-step`, `damaged-database` */
  look(run: RunId, source: RunSource, step?: string): Promise<RunBoardLook>
  forget(run: RunId): void
}

export interface RunBoardDeps {
  readonly reader: Reader
  readonly heavy: Heavy
}

/** What was seen last of a run: verdicts with a margin rest on it, and so does since when each is what it is. */
type Turned = Said['turned']

export function createRunBoards(host: Host, { reader, heavy }: RunBoardDeps): RunBoards {
  const { store, clock } = host
  const turned = new Map<RunId, Turned>()

  async function look(run: RunId, source: RunSource, step?: string): Promise<RunBoardLook> {
    const { compiled, state } = source
    const { facts: began } = state
    const bytes = runbookBytes(store.db, began.sha256)
    const looked = await reader.look({ file: began.file, bytes, full: false })
    const fits = await foretold(run, source, bytes)
    // Meanwhile it may have gone on: votes are read as they are now.
    const now = source.state
    const gate = gateOf(compiled, now, step)
    const facts = factsAt(run, looked, source, gate, fits)
    const said = { ...saidBy(boardEntries(store.db, boardName(began.runbook, began.environment))), turned: turned.get(run) ?? {} }
    const rows = boardRows(facts, said, Object.fromEntries(Object.entries(said.turned).map(([row, { verdict }]) => [row, verdict])))
    const verdicts = verdictsOf(rows)
    turned.set(run, since(said.turned, verdicts, clock.wallMs()))
    const split = latestSplit(now, gate.step.id)
    const votes = facts.roles.map((role) => roleVote(role, split?.ballots?.[role.role] ?? null, split?.reopened?.[role.role] ?? null, clock.wallMs()))
    const shownGate = gateView(run, compiled, now, gate)
    const board = closed(shownGate.state, concluded(rows.map((row) => ({ ...row, since: turned.get(run)?.[row.id]?.since ?? null })), votes))
    return { gate, board, verdicts, view: boardView({ file: began.file, sha256: began.sha256, environment: began.environment, looked, board, gate: shownGate, isBegun: split?.ballots !== undefined }) }
  }

  function factsAt(run: RunId, looked: Looked, { state, compiled }: RunSource, { step }: GatePlace, window: WindowFacts | null): BoardFacts {
    const { runbook, sha256, trust, file } = state.facts
    const known: Pick<Known, 'looked' | 'sha256' | 'isTrusted' | 'errors' | 'runs'> = {
      looked,
      sha256,
      // What was approved, and whether every script of it still is what was approved.
      isTrusted: looked.trust.facts !== null && (trust === undefined ? isTrusted(store, { file }, looked.trust.facts) : looked.trust.facts.trustSha256 === trust),
      errors: looked.diagnostics.filter(({ severity }) => severity === 'error'),
      runs: listRuns(store.db, runbook).filter(({ id }) => id !== run),
    }
    const asks = { readiness: looked.board?.asks.readiness ?? [], risks: looked.board?.asks.risks ?? [], roles: boardRoles(compiled.layout.runbook, step.poll) }
    return { ...factsOf(host, known, asks), window, file: fileNow(file, sha256) }
  }

  /** Null without a window. */
  async function foretold(run: RunId, source: RunSource, bytes: Uint8Array): Promise<WindowFacts | null> {
    const { facts, snapshot } = source.state
    if (!facts.window || endOf(snapshot) !== null) return null
    const { fitsWindow, basedOnRuns, unknownSteps } = await heavy.forecast({ file: facts.file, bytes, run, nowMs: source.now() })
    return { fits: fitsWindow, basedOnRuns, unknownSteps }
  }

  return { look, forget: (run) => void turned.delete(run) }
}

/** The votes that what got worse reopens, as an engine is told. */
export function reopening({ gate, board, verdicts }: RunBoardLook, source: Pick<RunSource, 'state'>) {
  const { roles, rows, attempt } = shaken(source.state, gate.place, verdicts)
  return roles.length === 0 ? null : { do: 'reopen' as const, step: gate.step.id, attempt, roles, rows, why: whyReopened(rows, board.rows) }
}

/** A gate that is closed says what it said, whatever the rows say since. */
function closed(state: BoardGate['state'], board: Board): Board {
  switch (state) {
    case 'go':
      return { ...board, verdict: 'go', because: [] }
    case 'expired':
      return { ...board, verdict: 'no-go', because: ['The time to answer ran out: an expired gate is a no-go.', ...board.because] }
    case 'no-go':
    case 'postponed':
      return { ...board, verdict: 'no-go' }
    default:
      return board
  }
}

function since(before: Turned, verdicts: Verdicts, now: number): Turned {
  return Object.fromEntries(Object.entries(verdicts).map(([row, verdict]) => {
    const known = Object.hasOwn(before, row) ? before[row] : undefined
    return [row, known && !isWorse(known.verdict, verdict) && !isWorse(verdict, known.verdict) ? known : { verdict, since: now }]
  }))
}

function fileNow(file: string, sha256: string): NonNullable<BoardFacts['file']> {
  if (!existsSync(file)) return 'gone'
  try {
    return sha256Bytes(readFileSync(file)) === sha256 ? 'same' : 'changed'
  } catch {
    // There, but not readable.
    return 'gone'
  }
}
