/** Commands from another terminal: a row that the lease's holder answers. */
import type { Actor, Clock, Json, RunId } from '../../core/ports.ts'
import type { ReadableDatabase } from './connection.ts'
import type { Store } from './database.ts'
import { orDiskFull } from './reserve.ts'

export interface Request {
  readonly id: number
  readonly run: RunId
  /** Wall time, ms. */
  readonly askedAt: number
  /** As they stand in the row, null where that is no JSON: whoever obeys them looks at them first. */
  readonly actor: Json
  readonly command: Json
}

/** How often (ms) both sides look. */
export const REQUEST_POLL_MS = 200
/** Who asks waits this long; nothing is obeyed later. */
export const ANSWER_WITHIN_MS = 15_000

/** Leaves a command for whoever drives the run; returns its id. Throws `disk-full`. */
export function ask(store: Store, { run, command, actor }: { readonly run: RunId; readonly command: Json; readonly actor: Actor }, clock: Clock): number {
  const insert = store.db.prepare('INSERT INTO request (run, asked_at, actor, command) VALUES (?, ?, ?, ?)')
  return orDiskFull(store, () => Number(insert.run(run, clock.wallMs(), JSON.stringify(actor), JSON.stringify(command)).lastInsertRowid))
}

/** Not yet answered, in the order they were asked. */
export function pending(db: ReadableDatabase, run: RunId): readonly Request[] {
  const rows = db.prepare<unknown[], Row>('SELECT id, run, asked_at, actor, command FROM request WHERE run = ? AND answered_at IS NULL ORDER BY id').all(run)
  return rows.map((row) => ({
    id: row.id,
    run: row.run as RunId,
    askedAt: row.asked_at,
    actor: parsed(row.actor),
    command: parsed(row.command),
  }))
}

/** False where it had been answered already; the first answer stands. */
export function answer(store: Store, id: number, value: Json, clock: Clock): boolean {
  const update = store.db.prepare('UPDATE request SET answer = ?, answered_at = ? WHERE id = ? AND answered_at IS NULL')
  return orDiskFull(store, () => update.run(JSON.stringify(value), clock.wallMs(), id).changes === 1)
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

export function readAnswer(db: ReadableDatabase, id: number): { readonly answer: Json } | undefined {
  const text = db.prepare<unknown[], string | null>('SELECT answer FROM request WHERE id = ?').pluck().get(id)
  return text === undefined || text === null ? undefined : { answer: JSON.parse(text) as Json }
}

/**
 * Resolves with the answer, or undefined after `timeoutMs`: then the request is withdrawn, so that it is not obeyed minutes later.
 * (An answer that came at that very moment is still given.)
 */
export function waitAnswer(store: Store, id: number, clock: Clock, timeoutMs: number): Promise<{ readonly answer: Json } | undefined> {
  const until = clock.monoMs() + timeoutMs
  return new Promise((resolve, reject) => {
    const look = (): void => {
      try {
        const found = readAnswer(store.db, id)
        if (found !== undefined) return resolve(found)
        if (clock.monoMs() >= until) return resolve(withdraw(store, id) ? undefined : readAnswer(store.db, id))
        clock.after(Math.min(REQUEST_POLL_MS, until - clock.monoMs()), look)
      } catch (error) {
        reject(error as Error)
      }
    }
    look()
  })
}

function withdraw(store: Store, id: number): boolean {
  return store.db.prepare('DELETE FROM request WHERE id = ? AND answered_at IS NULL').run(id).changes === 1
}

interface Row {
  readonly id: number
  readonly run: string
  readonly asked_at: number
  readonly actor: string
  readonly command: string
}
