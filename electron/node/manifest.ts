/** The manifest of the examples' trust hashes (runbooks/trusted.json), as it must be for the files as they are. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readRunbook, usable } from './catalog.ts'
import { trustFacts } from './trust.ts'

/** `folder`: the app's `runbooks/`. @throws RunthroughError where an example has errors */
export function manifestText(folder: string): string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort()
  const hashes = names.map((name) => {
    const book = readRunbook(join(folder, name))
    return [name, trustFacts(book, usable(book).runbook).trustSha256]
  })
  return `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`
}
