/** Shows what a runbook would start, and approves exactly what was shown. */
import type { Service } from '../../contract/service.ts'
import type { Cancellation } from '../../contract/wire.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { ApprovalText } from '../approvalText.ts'
import type { Host } from '../host.ts'
import { approve, type TrustFacts } from '../trust.ts'
import { refuseErrors, type Known } from './known.ts'
import type { Library } from './library.ts'

type Methods = Pick<Service['methods'], 'trust.show' | 'trust.approve'>

export function trustMethods(host: Host, library: Library): Methods {
  async function asked(file: string, signal: Cancellation): Promise<{ readonly known: Known; readonly facts: TrustFacts; readonly text: ApprovalText }> {
    const known = await library.know(file, { full: true, signal })
    refuseErrors(known)
    const { approval, trust } = known.looked
    if (approval && trust.facts) return { known, facts: trust.facts, text: approval }
    throw new RunthroughError('unreadable-file', trust.trouble?.message ?? `${file} can't be read as a runbook.`, trust.trouble?.hint ?? 'Its plan says what is wrong with it.')
  }

  return {
    async 'trust.show'({ file }, _, signal) {
      const { known, facts, text } = await asked(file, signal)
      return {
        file,
        trustSha256: facts.trustSha256,
        trusted: known.isTrusted,
        commands: [...text.commands],
        environments: text.environments.map((environment) => ({ ...environment, vars: [...environment.vars], secrets: [...environment.secrets] })),
        audiences: [...text.audiences],
        files: [...text.files],
      }
    },
    async 'trust.approve'({ file, trustSha256 }, { actor }, signal) {
      const { known, facts } = await asked(file, signal)
      if (facts.trustSha256 !== trustSha256) throw changed(file, facts)
      if (!known.isTrusted) approve(host.store, known, facts, actor.name, host.clock)
      library.touch(file)
      return {}
    },
  }
}

function changed(file: string, facts: TrustFacts): RunthroughError {
  return new RunthroughError('untrusted', `${file}, or a script of it, is no longer what you were shown: nothing was approved.`, 'Somebody changed it meanwhile. Read its commands again, then approve.', { trust_sha256: facts.trustSha256 })
}
