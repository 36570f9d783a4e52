/**
 * The host process as the main process sees it: started, restarted when it dies, and roads into it. A road ends with the process that
 * it led into; whoever had it asks for a new one, as over any other transport.
 */
import type { UtilityProcess } from 'electron'
import type { Clock, Log } from '../core/ports.ts'
import type { Wire } from '../contract/wire.ts'
import type { FromHost, HostSetting, ToHost } from './hostMessages.ts'
import { createRoadEnd, type RoadEnd } from './road.ts'

export interface PacedWire extends Wire {
  /** How many characters of what came over it have been read so far. Until the first call nobody counts. */
  took(characters: number): void
}

export interface Trouble {
  readonly message: string
  readonly hint: string
}

export interface HostProcess {
  /** Waits until the host is up. */
  connect(): Promise<PacedWire>
  /** Ends it in order; it is not started again. */
  end(): Promise<void>
}

export interface HostProcessOptions {
  readonly setting: HostSetting
  readonly clock: Clock
  readonly log: Log
  fork(): UtilityProcess
  /** It can't begin, or dies again and again. Ask the person; true: try again. */
  onTrouble(trouble: Trouble): Promise<boolean>
}

/** Before it is started again, ms. After the last one the person is asked. */
export const RESTART_PAUSES_MS = [0, 500, 2_000, 5_000] as const
/** One that lived so long was well: the pauses begin anew. */
const WELL_MS = 60_000
/** To close its history; then it is killed. */
const END_WITHIN_MS = 5_000

export function createHostProcess({ setting, clock, log, fork, onTrouble }: HostProcessOptions): HostProcess {
  const roads = new Map<number, RoadEnd>()
  const waiting = new Set<(connect: () => PacedWire) => void>()
  let child: UtilityProcess | undefined
  let post: (message: ToHost) => void = () => undefined
  let isReady = false
  let refusal: Trouble | undefined
  let lastRoad = 0
  let deaths = 0
  let startedAt = 0
  let ending: PromiseWithResolvers<void> | undefined

  function start(): void {
    if (ending) return
    const port = fork()
    child = port
    post = (message) => child === port && port.postMessage(message)
    startedAt = clock.monoMs()
    refusal = undefined
    port.on('message', (message: FromHost) => child === port && receive(message))
    port.on('exit', (code) => child === port && gone(code))
    post({ do: 'begin', setting })
  }

  function receive(message: FromHost): void {
    switch (message.is) {
      case 'ready':
        isReady = true
        for (const resolve of waiting) resolve(openRoad)
        waiting.clear()
        return
      case 'refused':
        refusal = message
        return
      case 'frame':
        return roads.get(message.road)?.take(message.text)
      case 'closed':
        return drop(message.road, message.why)
    }
  }

  function gone(code: number): void {
    child = undefined
    isReady = false
    for (const road of roads.keys()) drop(road, 'the host process has ended')
    if (ending) return ending.resolve()
    log.error('the host process has ended', { code, livedMs: Math.round(clock.monoMs() - startedAt), ...(refusal ? { refusal: refusal.message } : {}) })
    if (clock.monoMs() - startedAt >= WELL_MS) deaths = 0
    const pauseMs = refusal ? undefined : RESTART_PAUSES_MS[deaths]
    deaths += 1
    if (pauseMs === undefined) void ask(refusal ?? repeatedDeath(code))
    else clock.after(pauseMs, start)
  }

  async function ask(trouble: Trouble): Promise<void> {
    if (!(await onTrouble(trouble))) return
    deaths = 0
    start()
  }

  function drop(id: number, why: string): void {
    const road = roads.get(id)
    roads.delete(id)
    road?.closed(why)
  }

  function openRoad(): PacedWire {
    const id = (lastRoad += 1)
    const road = createRoadEnd({
      send: (text) => post({ do: 'frame', road: id, text }),
      close: (why) => {
        roads.delete(id)
        post({ do: 'close', road: id, why })
      },
    })
    roads.set(id, road)
    post({ do: 'open', road: id })
    return { ...road.wire, took: (characters) => post({ do: 'took', road: id, characters }) }
  }

  start()
  return {
    async connect() {
      if (isReady) return openRoad()
      const open = await new Promise<() => PacedWire>((resolve) => waiting.add(resolve))
      return open()
    },
    end() {
      if (!ending) {
        ending = Promise.withResolvers<void>()
        if (child) {
          post({ do: 'end' })
          const cancel = clock.after(END_WITHIN_MS, () => child?.kill())
          void ending.promise.then(cancel)
        } else ending.resolve()
      }
      return ending.promise
    },
  }
}

function repeatedDeath(code: number): Trouble {
  return {
    message: `The process that drives the runs ended ${RESTART_PAUSES_MS.length + 1} times in a row, the last time with code ${code}. Nothing that was shown is lost: it stands in the history. Programs that had been started run on.`,
    hint: 'Try again. If that does not help, quit Runthrough, look into its log (in the folder of the history), and run “runthrough doctor” in a terminal.',
  }
}
