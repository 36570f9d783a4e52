/** The host process's end of all roads: the host is made when it is told where, then each road that is opened is served. */
import { RunthroughError } from '../core/errors.ts'
import type { Wire } from '../contract/wire.ts'
import type { FromHost, HostSetting, ToHost } from './hostMessages.ts'
import { createRoadEnd, type RoadEnd } from './road.ts'

/** What serves: the window is the captain's. */
export interface Serving {
  /** Until the wire is closed. */
  serve(wire: Wire): void
  /** Lets go of the runs in order; programs run on. */
  close(): Promise<void>
}

export interface ServedRoadsOptions {
  tell(message: FromHost): void
  /** @throws RunthroughError where the history can't be opened */
  begin(setting: HostSetting): Promise<Serving>
  /** The process's own end. */
  exit(code: number): void
}

interface Served {
  readonly end: RoadEnd
  /** Characters that were sent; and how many of them were read, undefined where nobody counts. */
  sent: number
  took: number | undefined
}

/** Takes what the main process says, in order. */
export function createServedRoads({ tell, begin, exit }: ServedRoadsOptions): (message: ToHost) => void {
  const roads = new Map<number, Served>()
  let serving: Serving | undefined

  async function start(setting: HostSetting): Promise<void> {
    try {
      serving = await begin(setting)
      tell({ is: 'ready' })
    } catch (error) {
      tell({ is: 'refused', ...inWords(error) })
      exit(2)
    }
  }

  function open(id: number): void {
    if (!serving) return tell({ is: 'closed', road: id, why: 'the host is not up' })
    const end = createRoadEnd({
      send(text) {
        served.sent += text.length
        tell({ is: 'frame', road: id, text })
      },
      close(why) {
        roads.delete(id)
        tell({ is: 'closed', road: id, why })
      },
      backlog: () => (served.took === undefined ? 0 : served.sent - served.took),
    })
    const served: Served = { end, sent: 0, took: undefined }
    roads.set(id, served)
    serving.serve(end.wire)
  }

  async function end(): Promise<void> {
    for (const { end: road } of roads.values()) road.closed('Runthrough is quitting')
    roads.clear()
    await serving?.close()
    exit(0)
  }

  return (message) => {
    switch (message.do) {
      case 'begin':
        return void start(message.setting)
      case 'open':
        return open(message.road)
      case 'frame':
        return roads.get(message.road)?.end.take(message.text)
      case 'took': {
        const served = roads.get(message.road)
        if (served) served.took = message.characters
        return
      }
      case 'close': {
        const served = roads.get(message.road)
        roads.delete(message.road)
        return served?.end.closed(message.why)
      }
      case 'end':
        return void end()
    }
  }
}

/** Whatever it is, the person must learn of it: there is no page yet that could be told. */
function inWords(error: unknown): Pick<FromHost & { readonly is: 'refused' }, 'message' | 'hint'> {
  if (error instanceof RunthroughError) return { message: error.message, hint: error.hint }
  return { message: `The history could not be opened: ${error instanceof Error ? error.message : String(error)}. Nothing was started, and nothing in it was changed.`, hint: 'Try again. If it stays so, run “runthrough doctor” in a terminal: it says what is wrong and what to do.' }
}
