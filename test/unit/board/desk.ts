/** A service with a runbook that has a board and a gate, and a page that looks at one of its boards. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { StreamInput } from '../../../electron/contract/api.ts'
import { BoardView } from '../../../electron/contract/shapes/board.ts'
import { desk, type Desk } from '../hub/support.ts'

export const BOOK = `runbook: shop
title: Shop
window: { length: 1h, safety-floor: 5m }
environments:
  local: { grade: 1 }
  prod: { grade: 3, live: true }
roles: { captain: {}, dba: { deputy: Tom }, vendor: { external: { contact: "x" } } }
risks:
  - { id: slow, what: "Backfill slower than rehearsed", likelihood: 3, impact: 4 }
readiness:
  - { id: load, what: "Load test at 1.5 x peak", category: load, evidence: required, owner: dba }
  - { id: told, what: "Support knows" }
phases:
  - phase: one
    rollback: { branch: back }
    steps:
      - { step: poll, kind: gate, poll: [captain, dba], deadline: 10m, planned: 1m, owner: captain, on: { no-go: rollback } }
      - { step: act, kind: manual, planned: 1m, owner: captain }
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: look, kind: check, planned: 1m, owner: captain, timeout: 1m, run: { command: ["true"] }, on: { failure: hold } }
    ends: rolled-back
`

export interface BoardDesk extends Desk {
  readonly file: string
  write(text: string): void
  board(environment?: string | null): Looking
  runBoard(run: string, step?: string): Looking
}

export interface Looking {
  readonly view: BoardView | undefined
  /** What the stream ended with. */
  readonly over: unknown[]
  until(holds: (view: BoardView) => boolean): Promise<BoardView>
  ended(): Promise<unknown>
}

export function boardDesk(data?: string): BoardDesk {
  const its = desk(...(data === undefined ? [] : [data]))
  const folder = join(its.data, '..', 'books')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'shop.yaml')
  writeFileSync(file, BOOK)
  return {
    ...its,
    file,
    write: (text) => writeFileSync(file, text),
    board: (environment = 'local') => look(its, 'board', { file, environment }),
    runBoard: (run, step) => look(its, 'run.board', { run, ...(step === undefined ? {} : { step }) }),
  }
}

export async function opened(its: BoardDesk): Promise<BoardDesk> {
  await its.call('library.open', { path: its.file })
  return its
}

/** All that stands against a go of BOOK, but for the votes, is given and accepted. */
export async function made(its: BoardDesk, environment: string | null = 'local'): Promise<void> {
  const where = { file: its.file, environment }
  const { trustSha256 } = await its.call('trust.show', { file: its.file })
  await its.call('trust.approve', { file: its.file, trustSha256 })
  await its.call('board.evidence', { ...where, item: 'load', evidence: { kind: 'link', url: 'https://ci.example/load/17' } })
  await its.call('board.accept', { ...where, row: 'risk:slow', reason: 'Batches are small' })
  for (const row of ['ways', 'rehearsal']) await its.call('board.accept', { ...where, row, reason: 'The first time' })
}

function look(its: Desk, stream: 'board' | 'run.board', input: StreamInput<'board'> | StreamInput<'run.board'>): Looking {
  let view: BoardView | undefined
  let wake: () => void = () => undefined
  const over: unknown[] = []
  const take = (data: unknown): void => {
    view = BoardView.parse(JSON.parse(JSON.stringify(data)))
    wake()
  }
  const sink = {
    behind: false,
    snapshot: (_: unknown, data: unknown) => take(data),
    event: (_: unknown, data: unknown) => take(data),
    over(error?: unknown) {
      over.push(error)
      wake()
    },
  }
  const open = its.handle.service.streams[stream] as (input: unknown, caller: Desk['captain'], sink: unknown, after: undefined) => { close(): void }
  const closing = open(input, its.captain, sink, undefined)
  onTestFinished(() => closing.close())
  const changed = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
    })
  return {
    get view() {
      return view
    },
    over,
    async until(holds) {
      while (!view || !holds(view)) {
        if (over.length > 0) throw over[0]
        await changed()
      }
      return view
    },
    async ended() {
      while (over.length === 0) await changed()
      return over[0]
    },
  }
}
