/** Everything that an approval covers, as text that can be read for what it is: verbatim, with invisible and bidirectional characters escaped. */
import type { Runbook } from '../core/runbook/model.ts'
import { showArgument, showExecution, showText } from './showText.ts'
import { allExecutions, type TrustFacts } from './trust.ts'

export interface ApprovalText {
  readonly commands: readonly { readonly where: string; readonly kind: 'program' | 'http'; readonly shell: boolean; readonly shown: string }[]
  readonly environments: readonly { readonly id: string; readonly live: boolean; readonly vars: readonly { readonly name: string; readonly value: string }[]; readonly secrets: readonly string[] }[]
  /** Those whose announcements go somewhere. */
  readonly audiences: readonly { readonly id: string; readonly webhook: string }[]
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
}

export function approvalText(runbook: Runbook, { files }: TrustFacts): ApprovalText {
  return {
    commands: allExecutions(runbook).map(({ where, execution }) => ({ where: showText(where), kind: execution.kind, shell: execution.kind === 'program' && execution.shell, shown: showExecution(execution) })),
    environments: Object.values(runbook.environments).map(({ id, live, vars, secrets }) => ({
      id: showText(id),
      live,
      vars: Object.entries(vars).map(([name, value]) => ({ name: showText(name), value: showArgument(value) })),
      secrets: secrets.map(showText),
    })),
    audiences: Object.entries(runbook.audiences).flatMap(([id, { webhook }]) => (webhook === undefined ? [] : [{ id: showText(id), webhook: showArgument(webhook) }])),
    files: files.map(({ path, sha256 }) => ({ path: showText(path), sha256 })),
  }
}
