/** Who is at the other end of a connection: the transport says by which road and in which role, the page only its name. */
import { RunthroughError } from '../../core/errors.ts'
import type { Actor } from '../../core/ports.ts'
import type { Role } from '../../contract/roles.ts'
import type { Caller } from '../../contract/service.ts'
import { showProse } from '../showText.ts'

export interface CallerOptions {
  readonly role: Role
  readonly via: Caller['via']
  /** As the log shows it until the page says another one. */
  readonly name: string
}

export function createCaller({ role, via, name }: CallerOptions): Caller {
  let actor: Actor = { name, via, role }
  return {
    role,
    via,
    get actor() {
      return actor
    },
    rename(next) {
      // It stands in logs and reports: one line, and nothing that hides.
      const shown = showProse(next).replaceAll(/\s+/g, ' ').trim()
      if (shown === '') throw new RunthroughError('bad-input', 'A name is wanted, and this one is empty.', 'Say who you are, as the log shall show it.')
      actor = { ...actor, name: shown }
    },
  }
}
