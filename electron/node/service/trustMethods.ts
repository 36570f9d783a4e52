/** Shows what a runbook would start, and approves exactly what was shown. */
import type { Service } from '../../contract/service.ts'
import { RunthroughError } from '../../core/errors.ts'
import { approvalText } from '../approvalText.ts'
import { usable, type RunbookFile } from '../catalog.ts'
import type { Host } from '../host.ts'
import { approve, isTrusted, trustFacts, type TrustFacts } from '../trust.ts'
import type { Library } from './library.ts'

type Methods = Pick<Service['methods'], 'trust.show' | 'trust.approve'>

export function trustMethods(host: Host, library: Library): Methods {
  return {
    'trust.show'({ file }) {
      const { book } = library.know(file)
      const { runbook } = usable(book)
      const facts = trustFacts(book, runbook)
      const { commands, environments, audiences, files } = approvalText(runbook, facts)
      return {
        file: book.file,
        trustSha256: facts.trustSha256,
        trusted: isTrusted(host.store, book, facts),
        commands: [...commands],
        environments: environments.map((environment) => ({ ...environment, vars: [...environment.vars], secrets: [...environment.secrets] })),
        audiences: [...audiences],
        files: [...files],
      }
    },
    'trust.approve'({ file, trustSha256 }, { actor }) {
      const { book } = library.know(file)
      const facts = trustFacts(book, usable(book).runbook)
      refuseOther(book, facts, trustSha256)
      if (!isTrusted(host.store, book, facts)) approve(host.store, book, facts, actor.name, host.clock)
      library.touch(file)
      return {}
    },
  }
}

function refuseOther({ file }: RunbookFile, facts: TrustFacts, shown: string): void {
  if (facts.trustSha256 === shown) return
  throw new RunthroughError('untrusted', `${file}, or a script of it, is no longer what you were shown: nothing was approved.`, 'Somebody changed it meanwhile. Read its commands again, then approve.', { trust_sha256: facts.trustSha256 })
}
