/** Checks a tree against the schema, and says what zod found in our words and at the right place. */
import type { z } from 'zod'
import type { Report } from './codes.ts'
import { kindsWith, knownKeys } from './knownKeys.ts'
import { isStepPath, noun } from './nouns.ts'
import { runbookSchema, type RawRunbook } from './schema.ts'
import { said } from './schemaScalars.ts'
import { anyStep, STEP_SCHEMAS } from './schemaSteps.ts'
import { didYouMean, listed } from './suggest.ts'
import { find, plain, str, type Path, type Tree } from './tree.ts'

type Issue = z.core.$ZodIssue

const EXPECTED: Readonly<Record<string, string>> = { string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'a map', record: 'a map' }

/** The file's data where it has the right shape; else undefined, and everything that is wrong with it told. */
export function checkShape(root: Tree, report: Report): RawRunbook | undefined {
  const result = validate(root)
  if (!result) {
    report('too-large', root.at, 'more is wrong with the shape of this file than can be listed', 'is it a runbook?')
    return undefined
  }
  if (result.success) return result.data
  for (const issue of result.error.issues) tell({ root, report }, issue, [])
  return undefined
}

/** Undefined where zod overflows its stack: it spreads its lists of issues into one call. */
function validate(root: Tree): z.ZodSafeParseResult<RawRunbook> | undefined {
  try {
    return runbookSchema.safeParse(plain(root))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

interface Context {
  readonly root: Tree
  readonly report: Report
}

function tell(context: Context, issue: Issue, base: Path): void {
  const { root, report } = context
  const path = [...base, ...issue.path] as (string | number)[]
  const value = find(root, path)
  const key = String(path.at(-1) ?? '')
  if (issue.code === 'unrecognized_keys') {
    for (const unknown of issue.keys) tellUnknownKey(context, path, unknown)
  } else if (issue.code === 'invalid_union' && issue.discriminator !== undefined) {
    tellKind(context, path.slice(0, -1))
  } else if (value === undefined) {
    tellMissing(context, path)
  } else if (issue.code === 'invalid_key') {
    const told = said(issue.issues[0]?.message ?? '')
    report(told?.code ?? 'bad-id', value.keyAt ?? value.at, `\`${key}\` ${told?.message ?? 'cannot be a key here'}`, told?.hint ?? 'choose another name')
  } else if (issue.code === 'invalid_union') {
    const fitting = issue.errors.find((issues) => issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'))
    if (fitting) for (const inner of fitting) tell(context, inner, path)
    else tellWrong(context, path, value, issue)
  } else tellWrong(context, path, value, issue)
}

function tellUnknownKey({ root, report }: Context, path: Path, key: string): void {
  const at = find(root, [...path, key])?.keyAt ?? find(root, path)?.at ?? root.at
  const known = knownKeys(root, path)
  const kinds = isStepPath(path) ? kindsWith(key) : []
  if (kinds.length > 0) report('unknown-key', at, `\`${key}\` is not a key of ${noun(root, path)}`, `it belongs to the kind ${listed(kinds)}: change the kind or remove it`)
  else report('unknown-key', at, `\`${key}\` is not a key of ${noun(root, path)}`, didYouMean(key, known, known.size > 0 ? `the keys are ${listed(known, 40)}` : 'remove it'))
}

/** The kind of a step is missing or unknown: say so, and check what does not depend on it. */
function tellKind(context: Context, path: Path): void {
  const { root, report } = context
  const step = find(root, path)
  if (!step) return
  const kind = find(step, ['kind'])
  const kinds = Object.keys(STEP_SCHEMAS)
  if (!kind) report('missing-key', step.at, 'a step needs `kind`', `add kind: ${listed(kinds)}`)
  else report('wrong-type', kind.at, `\`${str(kind) ?? '…'}\` is not a kind of step`, didYouMean(str(kind) ?? '', kinds, `the kinds are ${listed(kinds)}`))
  const others = anyStep.safeParse(plain(step))
  for (const issue of others.error?.issues ?? []) tell(context, issue, path)
  if (!find(step, ['step'])) report('missing-key', step.at, 'a step needs `step`', 'add step: its id')
}

function tellMissing({ root, report }: Context, path: Path): void {
  const [parent, key] = [path.slice(0, -1), String(path.at(-1))]
  const at = find(root, parent)?.at ?? root.at
  if (isBranchEnd(path)) report('branch-without-end', at, 'this branch has no end', 'add ends: rolled-back, completed, completed-degraded or {resume: STEP}')
  else report('missing-key', at, `${noun(root, parent)} needs \`${key}\``, `add ${key}:`)
}

function tellWrong({ root, report }: Context, path: Path, value: Tree, issue: Issue): void {
  const name = typeof path.at(-1) === 'string' ? `\`${path.at(-1)}\`` : noun(root, path)
  const told = said(issue.message)
  const code = isBranchEnd(path) ? 'branch-without-end' : (told?.code ?? 'wrong-type')
  if (path.length === 0 && value.type === 'scalar' && value.value === null) return report(code, value.at, 'the file is empty', 'begin with runbook: and an id')
  if (told) return report(code, value.at, `${name} ${told.message}${shown(value)}`, told.hint)
  if (issue.code === 'invalid_type') {
    const wanted = EXPECTED[issue.expected] ?? issue.expected
    return report(code, value.at, `${name} must be ${wanted}${found(value)}`, wanted === 'text' && value.type === 'scalar' ? 'put it in quotes' : `write ${wanted}`)
  }
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String)
    return report(code, value.at, `${name} must be ${listed(words)}${found(value)}`, didYouMean(str(value) ?? '', words, `write ${listed(words)}`))
  }
  const [size] = issue.code === 'too_small' ? [`at least ${issue.minimum}`] : issue.code === 'too_big' ? [`at most ${issue.maximum}`] : []
  if (size !== undefined && value.type === 'seq') return report(code, value.at, `${name} must have ${size} item(s)`, 'add to the list, or shorten it')
  if (size !== undefined) return report(code, value.at, `${name} must be ${size}${found(value)}`, `write a number of ${size}`)
  report(code, value.at, `${name} is not right${shown(value)}`, 'see the format of this key in the documentation')
}

function isBranchEnd(path: Path): boolean {
  return path.length === 3 && path[0] === 'branches' && path[2] === 'ends'
}

function shown(value: Tree): string {
  return value.type === 'scalar' && value.source !== '' ? `: ${cut(value.source)}` : ''
}

function found(value: Tree): string {
  if (value.type !== 'scalar') return `, not ${value.type === 'seq' ? 'a list' : 'a map'}`
  return value.value === null ? ', and it is empty' : `, not ${cut(value.source)}`
}

function cut(source: string): string {
  return source.length > 40 ? `${source.slice(0, 40)}…` : source
}
