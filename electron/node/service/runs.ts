/** Runs as the contract has them: started, taken up, commanded and looked at; over the hub, which knows who drives them. */
import type { Cancellation, Mark } from '../../contract/wire.ts'
import type { Opened } from '../../contract/service.ts'
import type { Actor, RunId, StepId } from '../../core/ports.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { CompiledMachine } from '../../core/machine/compile.ts'
import type { Place } from '../../core/machine/layout.ts'
import { endOf } from '../../core/machine/judge.ts'
import type { PersonCommand } from '../../core/run/commands.ts'
import { fromHere } from '../../core/run/fromHere.ts'
import { injectsToLay } from '../../core/run/injects.ts'
import { optionsAt, recycleRefusal } from '../../core/run/options.ts'
import { attemptsOf } from '../../core/run/state.ts'
import { amendable, recycleTargets } from '../../core/run/targets.ts'
import type { Host } from '../host.ts'
import { createBoards } from '../board/boards.ts'
import type { DrivenRun } from '../drivenRun.ts'
import { createHub, type Hub } from '../hub/hub.ts'
import { createRunList } from '../hub/runList.ts'
import { readLog } from '../hub/runLog.ts'
import { readOutput } from '../hub/storedOutput.ts'
import type { RunSource } from '../hub/source.ts'
import type { WatchedRun } from '../hub/watchedRun.ts'
import { resumeRun, startRun } from '../runs.ts'
import { showProse } from '../showText.ts'
import { readLease, thisHolder } from '../store/lease.ts'
import { isAlive } from '../process.ts'
import { findRun } from '../store/runs.ts'
import type { Heavy } from '../worker/heavy.ts'
import type { RunDeps, RunParts } from './compose.ts'
import { refuseOffTheWay, refuseUnlessGoingBack } from './onTheWay.ts'

export interface RunServiceDeps extends RunDeps {
  readonly heavy: Heavy
  /** Of the app: it stands in the journal of what it starts. */
  readonly version?: string
}

export interface RunService extends RunParts {
  /** Takes up the runs that a host of the app on this machine drove when it died, not long ago. Answers which. */
  resumeMine(): RunId[]
  close(): void
}

type GoBack = Extract<PersonCommand, { do: 'rollback' | 'accept' }>

/** A run that was left longer ago than this waits for a person: the world may be another one. */
const LEFT_LATELY_MS = 10 * 60_000
const TOOL: Actor = { name: 'runthrough', via: 'runthrough' }

export function createRunService(host: Host, { library, reader, summaries, settings, heavy, version }: RunServiceDeps): RunService {
  const list = createRunList({ host, summaries, onChange: (runbookId) => library.touchRunsOf(runbookId) })
  const hub = createHub({
    host,
    heavy,
    settings: () => settings.read(),
    changed(runbookId) {
      list.stir()
      library.touchRunsOf(runbookId)
    },
  })

  const boards = createBoards(host, { library, reader, heavy, source: (run) => hub.source(run) })

  function drive(driven: DrivenRun): void {
    hub.drive(driven)
    boards.watchGates(driven)
  }

  const methods: RunParts['methods'] = {
    ...boards.methods,
    async 'run.start'({ file, sha256, mode, environment, inputs, auto, rollbackAt, seed, injects, injectsBySeed, confirm }, { actor }, signal) {
      library.require(file)
      const driven = await startRun(
        host,
        {
          file,
          sha256,
          mode,
          inputs,
          actor,
          ...(environment === undefined ? {} : { environment }),
          ...(auto === undefined ? {} : { auto }),
          ...(rollbackAt === undefined ? {} : { rollbackAt }),
          ...(seed === undefined ? {} : { seed }),
          ...(injects === undefined ? {} : { injects }),
          ...(injectsBySeed === undefined ? {} : { injectsBySeed }),
          ...(confirm === undefined ? {} : { confirm }),
          ...(version === undefined ? {} : { app: version }),
        },
        abortSignal(signal),
      )
      drive(driven)
      return { run: driven.id }
    },
    async 'run.resume'({ run, acceptLostTail }, { actor, role }) {
      refuseUnlessGoingBack(role, await hub.source(run as RunId))
      resume(run as RunId, actor, acceptLostTail)
      return {}
    },
    async 'run.command'({ run, command }, { actor, role }) {
      const source = await hub.source(run as RunId)
      refuseOffTheWay(role, command, source)
      if (command.do === 'rollback' || command.do === 'accept') return { seq: await goBack(run as RunId, source, { ...(command as GoBack), ...hub.outlook(run as RunId) }, actor) }
      const asked = command.do === 'vote' ? await boards.vote(run as RunId, command, actor) : { command: command as PersonCommand, actor }
      return { seq: await source.submit(asked.command, asked.actor) }
    },
    async 'run.loses'({ run, branch }) {
      await hub.source(run as RunId)
      const driven = hub.driven(run as RunId)
      if (!driven) throw new RunthroughError('illegal', `Run ${run} is not driven from here, so nothing is measured here.`, 'What the runbook says of it stands on the card.')
      return { ...(await driven.measureLoss(branch)) }
    },
    async 'run.choices'({ run, step }) {
      const { compiled, state } = await hub.source(run as RunId)
      const place = step === undefined ? undefined : placeOf(compiled, step)
      const no = recycleRefusal(compiled, state)
      return {
        earlier: no || endOf(state.snapshot) !== null ? [] : recycleTargets(compiled, state).map((target) => target.step.id),
        notEarlier: no && showProse(`${no.message} ${no.hint}`),
        ended: amendable(state).map(({ step: id, attempt, startedAt, endedAt }) => ({ step: id, attempt, startedAt, endedAt })),
        gotos: place ? [...(optionsAt(compiled, state, place).gotos ?? [])] : [],
        injects: endOf(state.snapshot) === null ? injectsToLay(compiled, state).map(({ id }) => id) : [],
      }
    },
    async 'run.log'({ run, before, limit }) {
      const { compiled, state } = await hub.source(run as RunId)
      return { entries: readLog(host.store.db, run as RunId, compiled.layout, before - limit, Math.min(before - 1, state.seq)) }
    },
    async 'run.output'({ run, step, attempt }) {
      const { compiled, state } = await hub.source(run as RunId)
      const { step: model } = placeOf(compiled, step)
      if (attempt > attemptsOf(state, model.id)) throw new RunthroughError('unknown-step', `${model.id} has no attempt ${attempt}.`, 'Name one of the attempts that the run shows.')
      return readOutput(host, run as RunId, model.id, attempt)
    },
  }

  function resume(run: RunId, actor: Actor, acceptLostTail = false): void {
    if (hub.isDrivenHere(run)) throw new RunthroughError('illegal', `Run ${run} is driven from here already.`, 'It takes commands as it is.')
    drive(resumeRun(host, { run, actor, acceptLostTail }))
  }

  /** A run that nobody drives is taken up for it: whoever has only the way back has nobody else to ask. */
  async function goBack(run: RunId, source: RunSource, command: GoBack, actor: Actor): Promise<number> {
    if (source.driver().is !== 'nobody') return source.submit(command, actor)
    const { entry } = fromHere(source.compiled, source.state)
    if (entry === null) return source.submit(command, actor)
    const driven = resumeRun(host, { run, actor, first: () => [command] })
    drive(driven)
    return driven.engine.state.seq
  }

  return {
    methods,
    streams: {
      ...boards.streams,
      runs: (_, __, sink, after) => list.open(sink, after),
      run: ({ run }, _, sink, after) => openLater(hub, run, after, (watched, mark) => watched.open(sink, mark), sink.over),
      output: ({ run }, _, sink, after) => openLater(hub, run, after, (watched, mark) => watched.openOutput(sink, mark), sink.over),
    },
    resumeMine() {
      return hub.leftBehind().filter((run) => {
        const why = whyNotMine(host, run)
        // A living host's own: it will let go of it itself.
        if (why === 'driven') return false
        hub.giveUp(run)
        if (why !== null) return false
        try {
          resume(run, TOOL)
          return true
        } catch (error) {
          if (!(error instanceof RunthroughError)) throw error
          host.log.warn('a run that was left behind waits for a person', { run, why: error.message })
          return false
        }
      })
    },
    close() {
      boards.close()
      list.close()
      hub.close()
    },
  }
}

/** Null where it is to be taken up by itself: it was left lately by a process of this machine that is no more. */
function whyNotMine(host: Host, run: RunId): 'ended' | 'driven' | 'elsewhere' | 'long-ago' | null {
  const summary = findRun(host.store.db, run)
  if (!summary || summary.endedAt !== null) return 'ended'
  const lease = readLease(host.store.db, run)
  if (!lease || lease.holder.host !== thisHolder(host.session).host) return 'elsewhere'
  if (isAlive(lease.holder.pid, lease.holder.pidStarted)) return 'driven'
  return Math.abs(host.clock.wallMs() - lease.beatAt) <= LEFT_LATELY_MS ? null : 'long-ago'
}

function placeOf({ layout }: CompiledMachine, step: string): Place {
  const place = layout.find(step as StepId)
  if (!place) throw new RunthroughError('unknown-step', `There is no step "${step}" in this runbook.`, 'Steps are named by their id, as in the file.')
  return place
}

/** A run may have to be read first, while everything else goes on. */
function openLater(hub: Hub, run: string, after: Mark | undefined, open: (watched: WatchedRun, after: Mark | undefined) => Opened, over: (error?: unknown) => void): Opened {
  let opened: Opened | undefined
  let isClosed = false
  async function begin(): Promise<void> {
    try {
      const watched = await hub.watch(run as RunId)
      if (!isClosed) opened = open(watched, after)
      // It was closed from within its own first snapshot.
      if (isClosed) opened?.close()
    } catch (error) {
      if (!isClosed) over(error)
    }
  }
  void begin()
  return {
    refresh: () => opened?.refresh(),
    close() {
      isClosed = true
      opened?.close()
    },
  }
}

/** As `startRun` takes it. */
function abortSignal(signal: Cancellation): AbortSignal {
  const controller = new AbortController()
  if (signal.aborted) controller.abort()
  signal.addEventListener('abort', () => controller.abort())
  return controller.signal
}
