/**
 * What goes over the road between a page and a host: JSON texts, one frame each, the same on every transport (in process, WebSocket,
 * the shell's channel). `Wire` is one end of such a road and the only thing that a transport has to bring.
 */
import { z } from 'zod'
import { WireError } from './errors.ts'
import { Role } from './roles.ts'

/** One end of a road for frames. Frames arrive in order, whole, once; after a close nothing arrives. */
export interface Wire {
  send(frame: string): void
  /** One listener; frames that came before it was set are kept for it. */
  onFrame(listener: (frame: string) => void): void
  /** Called once, also where it is closed from this side. `why` in words, for a log. */
  onClose(listener: (why: string) => void): void
  close(why?: string): void
  /** Bytes that were sent and have not left yet; 0 where the transport can't tell. */
  backlog(): number
}

/** Longer frames from a page are refused on every road, bytes of UTF-8. */
export const MAX_FRAME_BYTES = 1_048_576
/** The host's may be longer: the plan of a runbook of 5,000 steps is one frame. */
export const MAX_HOST_FRAME_BYTES = 67_108_864
/** The two ends must speak the same one. */
export const PROTOCOL = 1

/** What JSON.parse gave is JSON: looking at all of it once more would cost 20 times as much, and a deep one the stack. What it must look like says its own schema. */
const json = z.custom<z.core.util.JSONType>((value) => value !== undefined)
const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER)

/** Where a stream is taken up again: `epoch` is the life of the host's stream, `seq` the last event that was seen. */
export const Mark = z.strictObject({ epoch: z.string().max(100), seq: z.int().min(0) })
export type Mark = z.infer<typeof Mark>

export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('call'), id, method: z.string().max(100), input: json }),
  z.strictObject({ t: z.literal('cancel'), id }),
  z.strictObject({ t: z.literal('open'), id, stream: z.string().max(100), input: json, after: Mark.optional() }),
  z.strictObject({ t: z.literal('shut'), id }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

export const HostFrame = z.discriminatedUnion('t', [
  /** First of all. `now`: the host's wall clock, ms. */
  z.strictObject({ t: z.literal('hello'), protocol: z.int(), version: z.string(), role: Role, now: z.number() }),
  z.strictObject({ t: z.literal('ok'), id, output: json }),
  z.strictObject({ t: z.literal('no'), id, error: WireError }),
  /** All that a stream shows, as of `mark`; replaces what came before. */
  z.strictObject({ t: z.literal('snapshot'), id, mark: Mark, data: json }),
  /** The next one: its `seq` is exactly one more than the last. */
  z.strictObject({ t: z.literal('event'), id, seq: z.int(), data: json }),
  /** The stream is over, by itself or by an error. */
  z.strictObject({ t: z.literal('over'), id, error: WireError.optional() }),
])
export type HostFrame = z.infer<typeof HostFrame>

/** As much of an AbortSignal as the contract needs; it knows no platform. */
export interface Cancellation {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
}
