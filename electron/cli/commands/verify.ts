/** `verify [RUN]`: is the history what it was? */
import type { Command } from 'commander'
import { RunthroughError } from '../../core/errors.ts'
import type { RunId } from '../../core/ports.ts'
import { nodeHash } from '../../node/hash.ts'
import { meansDamaged } from '../../node/store/connection.ts'
import { openToRead } from '../../node/store/database.ts'
import { verify, type Verified } from '../../node/store/verify.ts'
import { DONE, NO } from '../exits.ts'
import { print, printJson } from '../output.ts'
import { define, settingOf, type CommonOptions, type Setting } from '../setting.ts'

export function verifyCommand(program: Command): void {
  define(program, 'verify [run]', 'check the database and the hash chain of each run', 'runthrough verify').action((run: RunId | undefined, options: CommonOptions) => {
    const setting = settingOf(options)
    const found = look(setting, run)
    if (setting.json) printJson(shapeOf(found))
    else printFound(found)
    process.exitCode = found.ok ? DONE : NO
  })
}

/** Reads only: a history that can't be opened any more is an answer too. */
function look({ folder }: Setting, run: RunId | undefined): Verified {
  try {
    const history = openToRead(folder)
    try {
      return verify({ ...history, hash: nodeHash }, run)
    } finally {
      history.db.close()
    }
  } catch (error) {
    // Found at opening, or only by a row that lies on a damaged page.
    if (!meansDamaged(error) && !(error instanceof RunthroughError && error.code === 'damaged-database')) throw error
    return { ok: false, runs: [], boards: [], database: { ok: false, detail: (error as Error).message } }
  }
}

function shapeOf({ ok, runs, boards, database }: Verified) {
  return {
    ok,
    runs: runs.map((run) => ({
      run: run.run,
      events: run.events,
      ok: run.ok,
      ...(run.brokenAtSeq === undefined ? {} : { broken_at_seq: run.brokenAtSeq }),
      ...(run.lostTail === undefined ? {} : { lost_tail: run.lostTail }),
      ...(run.headUnreadable ? { head_unreadable: true } : {}),
    })),
    ...(boards.length === 0 ? {} : { boards: boards.map(({ board, entries, ok: isOk, brokenAtSeq }) => ({ board, entries, ok: isOk, ...(brokenAtSeq === undefined ? {} : { broken_at_seq: brokenAtSeq }) })) }),
    database,
  }
}

function printFound({ runs, boards, database }: Verified): void {
  print(`database: ${database.detail}`)
  for (const { run, events, brokenAtSeq, lostTail, headUnreadable } of runs) {
    const wrong = [
      ...(brokenAtSeq === undefined ? [] : [`event ${brokenAtSeq} does not continue the chain`]),
      ...(lostTail === undefined ? [] : [`${lostTail} events are missing at its end`]),
      ...(headUnreadable ? ['its head file can not be read'] : []),
    ]
    print(`${run}: ${events} events, ${wrong.length === 0 ? 'ok' : wrong.join(', ')}`)
  }
  for (const { board, entries, brokenAtSeq } of boards) print(`board ${board}: ${entries} entries, ${brokenAtSeq === undefined ? 'ok' : `entry ${brokenAtSeq} does not continue the chain`}`)
}
