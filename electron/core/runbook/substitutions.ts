/** Does every `${…}` of the file have a value in every environment, and does none stand where it would be shell text? */
import type { Report } from './codes.ts'
import type { Names } from './names.ts'
import { commandTexts, isShell, otherTexts, runsOf } from './runs.ts'
import { referencesIn, type Reference } from './substitute.ts'
import { didYouMean } from './suggest.ts'
import { child, entries, items, str, type Tree } from './tree.ts'

/** Reports `unknown-reference` and `substitution-in-shell`. */
export function checkSubstitutions(root: Tree, names: Names, report: Report): void {
  const declared = declarations(names)
  const check = (text: Tree | undefined, environment?: string): void => checkText(text, names, declared, environment, report)
  for (const { tree, environment } of runsOf(root, names)) {
    for (const text of commandTexts(tree)) if (!(isShell(tree) && refuseInShell(text, report))) check(text, environment)
    for (const text of otherTexts(tree)) check(text, environment)
    refuse(child(tree, 'cwd'), 'in `cwd`', report)
  }
  for (const { tree } of names.steps) check(child(tree, 'template'))
  for (const [, audience] of entries(child(root, 'audiences'))) check(child(audience, 'webhook'))
  for (const environment of names.environments.values())
    for (const [, value] of entries(child(environment, 'vars'))) refuse(value, 'inside a variable', report)
}

/** Per environment, what it declares. */
type Declared = ReadonlyMap<string, { readonly vars: ReadonlySet<string>; readonly secrets: ReadonlySet<string> }>

function declarations(names: Names): Declared {
  return new Map([...names.environments].map(([id, tree]) => [id, {
    vars: new Set(entries(child(tree, 'vars')).map(([name]) => name)),
    secrets: new Set(items(child(tree, 'secrets')).flatMap((secret) => str(secret) ?? [])),
  }]))
}

function checkText(text: Tree | undefined, names: Names, declared: Declared, environment: string | undefined, report: Report): void {
  if (!text) return
  for (const reference of referencesIn(str(text) ?? '')) {
    if ('malformed' in reference)
      report('unknown-reference', text.at, `\`${reference.malformed}\` is not a substitution`, 'write ${vars.X}, ${inputs.X} or ${secrets.X}; $${ is a literal ${')
    else if (reference.namespace === 'inputs') {
      if (!names.inputs.has(reference.name)) report('unknown-reference', text.at, `there is no input \`${reference.name}\``, didYouMean(reference.name, names.inputs, 'declare it under inputs:'))
    } else checkInEnvironments(text, reference, declared, environment, report)
  }
}

function checkInEnvironments(text: Tree, { namespace, name }: Reference, declared: Declared, only: string | undefined, report: Report): void {
  const what = namespace === 'vars' ? 'variable' : 'secret'
  const asked = [...declared].filter(([id]) => only === undefined || id === only)
  const lacking = asked.filter(([, known]) => !known[namespace as 'vars' | 'secrets'].has(name)).map(([id]) => id)
  if (lacking.length === 0) return
  const known = new Set(asked.flatMap(([, known]) => [...known[namespace as 'vars' | 'secrets']]))
  const everywhere = lacking.length === asked.length
  report(
    'unknown-reference',
    text.at,
    everywhere ? `there is no ${what} \`${name}\`` : `the ${what} \`${name}\` is not in every environment: ${lacking.join(', ')} lacks it`,
    everywhere ? didYouMean(name, known, `declare it under the ${namespace} of every environment`) : `add it to the ${namespace} of ${lacking.join(', ')}`,
  )
}

function refuseInShell(text: Tree, report: Report): boolean {
  if (referencesIn(str(text) ?? '').length === 0) return false
  report('substitution-in-shell', text.at, 'a value may not become part of a shell text', 'pass it through env: and write "$NAME" in the shell text, or use an argument list')
  return true
}

/** Where nothing is filled in, `${…}` would stay as it is and surprise. */
function refuse(text: Tree | undefined, where: string, report: Report): void {
  if (text && referencesIn(str(text) ?? '').length > 0)
    report('unknown-reference', text.at, `nothing is filled in ${where}`, 'write the value out; $${ is a literal ${')
}
