/** Patterns from files run in RE2, whose time is linear in the text: JavaScript's own engine can be made to hang by a file. */
import { RE2JS } from 're2js'

const LONGEST_PATTERN = 1_000

export type Compiled =
  | { readonly ok: true; readonly groups: readonly string[]; readonly matches: (text: string) => boolean }
  | { readonly ok: false; readonly why: string }

/** Compiles an RE2 pattern; `matches` looks anywhere in the text. Never throws. */
export function compilePattern(pattern: string): Compiled {
  if (pattern.length > LONGEST_PATTERN) return { ok: false, why: `longer than ${LONGEST_PATTERN} characters` }
  try {
    const compiled = RE2JS.compile(pattern)
    return { ok: true, groups: Object.keys(compiled.namedGroups()), matches: (text) => compiled.matcher(text).find() }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}

/** Does a progress pattern name the groups that tell how far it is: `done` and `total`, or `percent`? */
export function namesProgress(groups: readonly string[]): boolean {
  return groups.includes('percent') || (groups.includes('done') && groups.includes('total'))
}
