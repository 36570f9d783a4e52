/** The text of a runbook file → the runbook, or everything that is wrong with it. */
import { collector } from './codes.ts'
import { checkIds } from './ids.ts'
import { MAX_STEPS } from './limits.ts'
import type { Diagnostic, Runbook } from './model.ts'
import { namesOf } from './names.ts'
import { normalize } from './normalize.ts'
import { checkReferences } from './references.ts'
import { checkRules } from './rules.ts'
import { checkShape } from './shape.ts'
import { checkSubstitutions } from './substitutions.ts'
import { checkWarnings } from './warnings.ts'
import { readYaml } from './yaml.ts'

export interface ParseResult {
  /** Present exactly where no diagnostic is an error. */
  readonly runbook?: Runbook
  /** All of them, in file order. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a runbook file. Never throws, whatever the text; executes and fetches nothing. Places are 1-based, in UTF-16 units. */
export function parseRunbook(text: string): ParseResult {
  const { report, diagnostics } = collector()
  const tree = readYaml(text, report)
  if (!tree) return { diagnostics: diagnostics() }
  const names = namesOf(tree)
  const beyond = names.steps[MAX_STEPS]
  if (beyond) {
    report('too-large', beyond.tree.at, `more than ${MAX_STEPS} steps`, 'split the runbook')
    return { diagnostics: diagnostics() }
  }
  const raw = checkShape(tree, report)
  if (tree.type === 'map') {
    // These walk any tree, so that one mistake does not hide the next.
    checkIds(tree, names, report)
    checkReferences(tree, names, report)
    checkSubstitutions(tree, names, report)
    checkRules(tree, names, report)
    checkWarnings(names, report)
  }
  const found = diagnostics()
  if (!raw || found.some(({ severity }) => severity === 'error')) return { diagnostics: found }
  return { runbook: normalize(raw, tree), diagnostics: found }
}
