/** Boards as rows: entries are added in order, each chained to the one before it, and never changed. */
import { continues, entriesBrokenAt, entryHash, type BoardEntry, type BoardEvent } from '../../core/board/entries.ts'
import type { Actor, Hash, Sha256 } from '../../core/ports.ts'
import type { ReadableDatabase, WritableDatabase } from './connection.ts'
import type { DataFiles } from './files.ts'
import { orDiskFull } from './reserve.ts'

interface EntryRow {
  readonly board: string
  readonly seq: number
  readonly at: number
  readonly actor: string
  readonly sha256: string
  readonly body: string
  readonly prev: string
  readonly hash: string
}

export interface NewEntry {
  readonly at: number
  readonly actor: Actor
  readonly sha256: string
  readonly body: BoardEvent
}

const COLUMNS = 'board, seq, at, actor, sha256, body, prev, hash'

/** In order. Throws where a row is no JSON: then somebody changed the file. */
export function boardEntries(db: ReadableDatabase, board: string): BoardEntry[] {
  return db.prepare<unknown[], EntryRow>(`SELECT ${COLUMNS} FROM board_entry WHERE board = ? ORDER BY seq`).all(board).map(toEntry)
}

/** Names of all boards. */
export function boardNames(db: ReadableDatabase): string[] {
  return db.prepare<unknown[], string>('SELECT DISTINCT board FROM board_entry ORDER BY board').pluck().all()
}

/** How many entries a board has: it grows whenever somebody says something, in whichever process. */
export function boardLength(db: ReadableDatabase, board: string): number {
  return db.prepare<unknown[], number>('SELECT coalesce(max(seq), 0) FROM board_entry WHERE board = ?').pluck().get(board) ?? 0
}

/** All or none; another process may add in between, so the chain is read in the same transaction. @throws RunthroughError `disk-full` */
export function addEntries(store: { readonly db: WritableDatabase; readonly files: DataFiles }, hash: Hash, board: string, added: readonly NewEntry[]): void {
  const last = store.db.prepare<unknown[], { seq: number; hash: Sha256 }>('SELECT seq, hash FROM board_entry WHERE board = ? ORDER BY seq DESC LIMIT 1')
  const insert = inserter(store.db)
  const add = store.db.transaction(() => {
    let before: { readonly seq: number; readonly hash: Sha256 | '' } = last.get(board) ?? { seq: 0, hash: '' }
    for (const entry of added) {
      const draft = { board, seq: before.seq + 1, ...entry, prev: before.hash }
      const sealed = { ...draft, hash: entryHash(hash, draft) }
      insert(sealed)
      before = sealed
    }
  })
  orDiskFull(store, () => add.immediate())
}

export interface VerifiedBoard {
  readonly board: string
  readonly entries: number
  readonly ok: boolean
  /** The first entry that does not continue the chain, or can't be read. */
  readonly brokenAtSeq?: number
}

export function verifyBoards(db: ReadableDatabase, hash: Hash): VerifiedBoard[] {
  return boardNames(db).map((board) => {
    const entries = boardLength(db, board)
    const broken = brokenIn(db, hash, board)
    return { board, entries, ok: broken === undefined, ...(broken === undefined ? {} : { brokenAtSeq: broken }) }
  })
}

/** Out of a damaged database: of each board what can be read, as far as its chain holds. */
export function bringBoards(damaged: ReadableDatabase, into: WritableDatabase, hash: Hash): void {
  const insert = inserter(into)
  for (const board of boardNames(damaged)) {
    const known = boardLength(into, board)
    let [seq, prev]: [number, Sha256 | ''] = [0, '']
    for (const row of damaged.prepare<unknown[], EntryRow>(`SELECT ${COLUMNS} FROM board_entry WHERE board = ? ORDER BY seq`).iterate(board)) {
      const entry = toEntry(row)
      if (!continues(hash, entry, seq, prev)) break
      seq = entry.seq
      prev = entry.hash
      if (entry.seq > known) insert(entry)
    }
  }
}

function brokenIn(db: ReadableDatabase, hash: Hash, board: string): number | undefined {
  let read = 0
  function* rows(): Generator<BoardEntry> {
    for (const row of db.prepare<unknown[], EntryRow>(`SELECT ${COLUMNS} FROM board_entry WHERE board = ? ORDER BY seq`).iterate(board)) {
      const entry = toEntry(row)
      read += 1
      yield entry
    }
  }
  try {
    return entriesBrokenAt(hash, rows())
  } catch {
    // A row that is no longer JSON, or a page that can't be read.
    return read + 1
  }
}

function inserter(db: WritableDatabase): (entry: BoardEntry) => void {
  const insert = db.prepare(`INSERT INTO board_entry (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  return ({ board, seq, at, actor, sha256, body, prev, hash }) => void insert.run(board, seq, at, JSON.stringify(actor), sha256, JSON.stringify(body), prev, hash)
}

function toEntry(row: EntryRow): BoardEntry {
  return { ...row, actor: JSON.parse(row.actor) as Actor, body: JSON.parse(row.body) as BoardEvent, prev: row.prev as Sha256 | '', hash: row.hash as Sha256 }
}
