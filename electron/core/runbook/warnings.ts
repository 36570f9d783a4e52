/** What does not stop a run and still belongs on the go/no-go board. */
import type { DiagnosticCode, Report } from './codes.ts'
import { executesKind } from './model.ts'
import type { Names, StepNode } from './names.ts'
import { child, entries, text, type Tree } from './tree.ts'

const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)$/i
const SECRET_VALUE = [
  /^(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live_|rk_live_|AKIA[0-9A-Z]{16})/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /^eyJ[\w-]+\.eyJ[\w-]+\./,
  /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
  /^https:\/\/hooks\.slack\.com\/services\//,
]

/** Reports `missing-owner`, `missing-estimate`, `missing-timeout`, `live-secret-in-vars`. */
export function checkWarnings(names: Names, report: Report): void {
  for (const step of names.steps) if (step.tree.type === 'map') checkStep(step, report)
  for (const [environment, tree] of names.environments)
    for (const [name, value] of entries(child(tree, 'vars'))) checkVariable(environment, name, value, report)
}

function checkStep({ id, kind, tree }: StepNode, report: Report): void {
  const lacks = (key: string, code: DiagnosticCode, hint: string): void => {
    if (!child(tree, key)) report(code, tree.at, `the step \`${id ?? '…'}\` has no \`${key}\``, hint)
  }
  lacks('owner', 'missing-owner', 'add owner: the role that answers for it')
  // These say themselves how long they take.
  if (!child(tree, 'length') && !child(tree, 'for')) lacks('planned', 'missing-estimate', 'add planned: how long it should take')
  if (kind !== undefined && executesKind(kind)) lacks('timeout', 'missing-timeout', 'add timeout: after how long it is stopped')
}

function checkVariable(environment: string, name: string, value: Tree, report: Report): void {
  const written = text(value) ?? ''
  if (written === '' || !(SECRET_NAME.test(name) || SECRET_VALUE.some((pattern) => pattern.test(written)))) return
  report('live-secret-in-vars', value.at, `the variable ${name} of ${environment} looks like a secret, and is written in the file`, `remove it, add ${name} to secrets: and use \${secrets.${name}}`)
}
