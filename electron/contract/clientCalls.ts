/** The page's calls that wait for an answer. */
import type { Input, MethodName, Output } from './api.ts'
import { ContractError } from './errors.ts'
import { isLonger } from './utf8.ts'
import { MAX_FRAME_BYTES, type Cancellation, type ClientFrame, type HostFrame } from './wire.ts'

export interface Calls {
  /** `later`: there is no road yet; it goes out by `flush`. */
  ask<M extends MethodName>(method: M, input: Input<M>, signal?: Cancellation, later?: boolean): Promise<Output<M>>
  flush(): void
  receive(frame: HostFrame & { readonly t: 'ok' | 'no' }): void
  /** All of them, now. */
  fail(error: ContractError): void
}

interface Waiting {
  resolve(output: unknown): void
  reject(error: ContractError): void
}

export function createCalls({ send, nextId }: { readonly send: (frame: ClientFrame) => void; readonly nextId: () => number }): Calls {
  const waiting = new Map<number, Waiting>()
  const unsent = new Map<number, ClientFrame>()

  return {
    ask(method, input, signal, later = false) {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      const id = nextId()
      // What a page says is JSON by its type; the host looks at it all the same.
      const frame: ClientFrame = { t: 'call', id, method, input: input as never }
      if (signal?.aborted) reject(cancelled())
      else if (isLonger(JSON.stringify(frame), MAX_FRAME_BYTES)) reject(tooLong())
      else {
        waiting.set(id, { resolve, reject })
        if (later) unsent.set(id, frame)
        else send(frame)
        signal?.addEventListener('abort', () => {
          if (!waiting.delete(id)) return
          if (!unsent.delete(id)) send({ t: 'cancel', id })
          reject(cancelled())
        })
      }
      return promise as Promise<Output<typeof method>>
    },
    flush() {
      for (const frame of unsent.values()) send(frame)
      unsent.clear()
    },
    receive(frame) {
      const call = waiting.get(frame.id)
      // Cancelled meanwhile.
      if (!call) return
      waiting.delete(frame.id)
      if (frame.t === 'ok') call.resolve(frame.output)
      else call.reject(new ContractError(frame.error))
    },
    fail(error) {
      const all = [...waiting.values()]
      waiting.clear()
      unsent.clear()
      for (const call of all) call.reject(error)
    },
  }
}

function cancelled(): ContractError {
  return new ContractError({ code: 'cancelled', message: 'The call was cancelled. What it had begun may be done or not.', hint: 'Look at where things stand before asking again.' })
}

function tooLong(): ContractError {
  return new ContractError({ code: 'bad-request', message: 'That is too much at once: it was not sent.', hint: 'Shorten the text.' })
}
