/** A road over a steerable service, closed after the test; what the host logged. */
import { onTestFinished } from 'vitest'
import type { Role } from '../../../electron/contract/roles.ts'
import type { Limits, ServeOptions } from '../../../electron/contract/server.ts'
import type { Service } from '../../../electron/contract/service.ts'
import type { Log } from '../../../electron/core/ports.ts'
import { systemClock } from '../../../electron/node/clock.ts'
import { createCaller } from '../../../electron/node/service/caller.ts'
import { talkOver, type OpenRoad, type Road, type Talk } from '../road.ts'
import { createSteerable, type Steerable } from '../steerable.ts'

export const VERSION = '1.2.3'

export interface Logged {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly data: unknown
}

export interface Served {
  readonly road: Road
  readonly steer: Steerable
  readonly logged: readonly Logged[]
  /** A connection that has been said hello to. */
  talk(): Promise<Talk>
}

export interface ServedOptions {
  readonly role?: Role
  readonly limits?: Partial<Limits>
}

export function servingOf(service: Service, { role = 'captain', limits = {} }: ServedOptions, logged: Logged[]): ServeOptions {
  let references = 0
  const log = (level: Logged['level']): Log['info'] => (message, data) => void logged.push({ level, message, data })
  return {
    service,
    caller: createCaller({ role, via: 'link', name: 'Ada' }),
    version: VERSION,
    clock: systemClock(),
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    reference: () => `ref-${(references += 1)}`,
    limits,
  }
}

export async function served(openRoad: OpenRoad, options: ServedOptions = {}): Promise<Served> {
  const steer = createSteerable()
  const logged: Logged[] = []
  const road = await openRoad(servingOf(steer.service, options, logged))
  onTestFinished(() => road.close())
  return { road, steer, logged, talk: () => greeted(road) }
}

export async function greeted(road: Road): Promise<Talk> {
  const talk = talkOver(await road.connect())
  await talk.frame('hello')
  return talk
}

/** A stream of the steerable service that shows what it was told to say. */
export const OUTPUT = { stream: 'output', input: { run: 'r' } } as const

/** The events of a stream that came, by number. */
export function seqs({ frames }: Talk, id: number): number[] {
  return frames.flatMap((frame) => (frame.t === 'event' && frame.id === id ? [frame.seq] : []))
}
