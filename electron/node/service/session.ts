/** Who a connection is, what time it is here, and the links for others. */
import type { Caller, Service } from '../../contract/service.ts'
import type { Links, Session } from '../../contract/shapes/settings.ts'
import type { Host } from '../host.ts'

export interface SessionOptions {
  readonly version: string
  /** The machine's name. */
  readonly machine: string
  links?(): Links
  /** What the person should know first, besides how the history opened. */
  readonly told: readonly { readonly code: string; readonly text: string }[]
}

type Methods = Pick<Service['methods'], 'introduce' | 'session' | 'now' | 'links'>

export function sessionMethods(host: Host, { version, machine, links, told }: SessionOptions): Methods {
  const notices = [...host.store.notices.map(({ kind, message }) => ({ code: kind, text: message })), ...told]
  const sessionOf = (caller: Caller): Session => ({ name: caller.actor.name, role: caller.role, via: caller.via, version, machine, dataFolder: host.store.files.folder, notices: [...notices] })
  return {
    introduce({ name }, caller) {
      caller.rename(name)
      return sessionOf(caller)
    },
    session: (_, caller) => sessionOf(caller),
    now: () => ({ now: host.clock.wallMs() }),
    links: () => links?.() ?? { links: null, reach: null },
  }
}
