/** Boards as the contract has them: of a runbook before a run, and of a gate in one; and the watch over the gates of runs that are driven here. */
import type { Input } from '../../contract/api.ts'
import type { Command } from '../../contract/command.ts'
import type { Service, Sink } from '../../contract/service.ts'
import type { Evidence } from '../../core/board/entries.ts'
import { boardName } from '../../core/board/entries.ts'
import { endOf } from '../../core/machine/judge.ts'
import type { Actor, RunId, StepId } from '../../core/ports.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import { latestSplit } from '../../core/run/state.ts'
import type { DrivenRun } from '../drivenRun.ts'
import type { Host } from '../host.ts'
import type { RunSource } from '../hub/source.ts'
import type { Library } from '../service/library.ts'
import { boardLength } from '../store/boardEntries.ts'
import { noteBoard, usualEnvironment } from './boardLook.ts'
import { boardView } from './boardView.ts'
import { watchGates } from './gateWatch.ts'
import { createLiveView, type LiveView } from './liveView.ts'
import { actingFor } from './proxy.ts'
import { createRunBoards, type RunBoardDeps } from './runBoard.ts'
import { acceptRow, giveEvidence, voteOnBoard, type Place } from './speak.ts'

type Methods = Pick<Service['methods'], 'board.vote' | 'board.evidence' | 'board.accept'>

export interface Boards {
  readonly methods: Methods
  readonly streams: Pick<Service['streams'], 'board' | 'run.board'>
  /** A vote at a gate, with what the board says at this moment, and with who speaks for whom. */
  vote(run: RunId, command: Extract<Command, { do: 'vote' }>, actor: Actor): Promise<{ readonly command: PersonCommand; readonly actor: Actor }>
  /** Reopens votes of a run that is driven here when what they rest on gets worse. */
  watchGates(driven: DrivenRun): void
  close(): void
}

export interface BoardsDeps extends RunBoardDeps {
  readonly library: Pick<Library, 'know' | 'feed' | 'require'>
  source(run: RunId): Promise<RunSource>
}

export function createBoards(host: Host, { library, source, ...deps }: BoardsDeps): Boards {
  const { store, clock } = host
  const runBoards = createRunBoards(host, deps)
  const files = new Map<string, { readonly file: string; readonly view: LiveView<'board'> }>()
  const runs = new Map<string, LiveView<'run.board'>>()
  const ends = new Set<() => void>()

  /** The library sees files change, approvals come and go, runs end. */
  const listener: Sink<'library'> = {
    behind: false,
    snapshot: () => undefined,
    over: () => undefined,
    event(_, { changed, gone }) {
      const named = new Set([...gone, ...changed.map(({ file }) => file)])
      for (const { file, view } of files.values()) if (named.has(file)) view.stir()
      for (const view of runs.values()) view.stir()
    },
  }
  const listening = library.feed.open(listener, undefined)

  async function placeOf({ file, environment, onBehalfOf, how }: Pick<Input<'board.vote'>, 'file' | 'environment' | 'onBehalfOf' | 'how'>, actor: Actor): Promise<Place> {
    return { known: await library.know(file), environment, actor: actingFor(actor, { onBehalfOf, how }) }
  }

  function stirAll(): void {
    for (const { view } of files.values()) view.stir()
    for (const view of runs.values()) view.stir()
  }

  const methods: Methods = {
    async 'board.vote'({ role, vote, reason, until, ...where }, { actor }) {
      voteOnBoard(host, await placeOf(where, actor), { role, vote, reason, until })
      stirAll()
      return {}
    },
    async 'board.evidence'({ item, evidence, ...where }, { actor }) {
      giveEvidence(host, await placeOf(where, actor), item, evidence as Evidence)
      stirAll()
      return {}
    },
    async 'board.accept'({ row, reason, withdraw, ...where }, { actor }) {
      acceptRow(host, await placeOf(where, actor), row, reason, withdraw)
      stirAll()
      return {}
    },
  }

  function fileView(file: string, asked: string | null | undefined): LiveView<'board'> {
    const key = JSON.stringify([file, asked])
    const open = files.get(key)
    if (open) return open.view
    let [name, length]: [string | undefined, number] = [undefined, 0]
    const view: LiveView<'board'> = createLiveView<'board'>({
      clock,
      async look() {
        const known = await library.know(file)
        const environment = asked === undefined ? usualEnvironment(known.looked) : asked
        const seen = noteBoard(host, known, environment)
        name = seen.name
        length = boardLength(store.db, name)
        return boardView({ file, sha256: known.sha256, environment, looked: known.looked, board: seen.board, gate: null, isBegun: seen.isBegun })
      },
      // Somebody may speak from another process.
      isStale: () => name !== undefined && boardLength(store.db, name) !== length,
      gone: () => void (files.get(key)?.view === view && files.delete(key)),
    })
    files.set(key, { file, view })
    return view
  }

  function runView(run: RunId, step: string | undefined): LiveView<'run.board'> {
    const key = JSON.stringify([run, step])
    const open = runs.get(key)
    if (open) return open
    let from: RunSource | undefined
    let [seq, name, length]: [number, string, number] = [0, '', 0]
    const view: LiveView<'run.board'> = createLiveView<'run.board'>({
      clock,
      async look() {
        from = await source(run)
        seq = from.state.seq
        name = boardName(from.state.facts.runbook, from.state.facts.environment)
        length = boardLength(store.db, name)
        return (await runBoards.look(run, from, step)).view
      },
      isStale: () => from !== undefined && (from.state.seq !== seq || boardLength(store.db, name) !== length),
      gone: () => void (runs.get(key) === view && runs.delete(key)),
    })
    runs.set(key, view)
    return view
  }

  return {
    methods,
    streams: {
      board({ file, environment }, _, sink, after) {
        library.require(file)
        return fileView(file, environment).open(sink, after)
      },
      'run.board': ({ run, step }, _, sink, after) => runView(run as RunId, step).open(sink, after),
    },
    async vote(run, { step, role, vote, reason, until, onBehalfOf, how }, actor) {
      const by = actingFor(actor, { onBehalfOf, how })
      const from = await source(run)
      const command = { do: 'vote' as const, step: step as StepId, role, vote, ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { until }) }
      // What is no gate, or is not asked now, is refused by the run itself.
      const place = from.compiled.layout.find(step)
      if (place?.step.kind !== 'gate' || endOf(from.state.snapshot) !== null || latestSplit(from.state, place.step.id) === undefined) return { command, actor: by }
      const { verdicts } = await runBoards.look(run, from, step)
      return { command: { ...command, rests: verdicts }, actor: by }
    },
    watchGates(driven) {
      const end = watchGates({
        driven,
        clock,
        look: async () => runBoards.look(driven.id, await source(driven.id)),
        failed(error) {
          host.log.warn('the board of a run can not be looked at', { run: driven.id, why: error instanceof Error ? error.message : String(error) })
        },
        over() {
          ends.delete(end)
          runBoards.forget(driven.id)
        },
      })
      ends.add(end)
    },
    close() {
      listening.close()
      for (const end of ends) end()
      for (const { view } of files.values()) view.close()
      for (const view of runs.values()) view.close()
    },
  }
}

