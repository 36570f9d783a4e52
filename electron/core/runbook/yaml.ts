/** YAML text → a tree with places. Core schema of YAML 1.2, one document, every limit kept. */
import { Composer, LineCounter, Parser, type CST, type Document } from 'yaml'
import type { Report } from './codes.ts'
import { MAX_ALIAS_NODES, MAX_BYTES, MAX_DEPTH, MAX_ERRORS, tooManyBytes } from './limits.ts'
import type { Position } from './model.ts'
import { tooDeepAt } from './nesting.ts'
import { plant, TooLarge } from './plant.ts'
import type { Tree } from './tree.ts'

const START: Position = { line: 1, column: 1 }
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  // Compared pairwise by the library (n²); plant.ts looks for duplicates with a set.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

/** The tree, or undefined where the file cannot be trusted to mean what it seems to. Tells all it finds; never throws. */
export function readYaml(text: string, report: Report): Tree | undefined {
  if (tooManyBytes(text)) {
    report('too-large', START, 'the file is larger than 1 MiB', `split the runbook or move data out of it (limit: ${MAX_BYTES} bytes)`)
    return undefined
  }
  const lines = new LineCounter()
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.max(0, offset))
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  // A byte order mark is no content: without it columns are what an editor shows.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  try {
    const tokens = [...new Parser(lines.addNewLine).parse(source)]
    const document = compose(tokens, source.length, place, report)
    return document && plant(document, place, report)
  } catch (error) {
    if (error instanceof TooLarge) {
      if (error.why === 'depth') reportDepth(error.at, report)
      else if (error.why === 'errors') report('too-large', error.at, `more than ${MAX_ERRORS} errors of YAML`, 'is it a runbook?')
      else report('too-large', error.at, `aliases expand to more than ${MAX_ALIAS_NODES} nodes`, 'write the values out, or use fewer aliases')
    } else if (error instanceof RangeError) reportDepth(START, report)
    else report('yaml-syntax', START, `this is not readable as YAML (${error instanceof Error ? error.message : 'unknown'})`, 'check the file: is it a runbook?')
    return undefined
  }
}

function compose(tokens: readonly CST.Token[], length: number, place: (offset: number) => Position, report: Report): Document.Parsed | undefined {
  for (const token of tokens) {
    const deep = tooDeepAt(token)
    if (deep === undefined) continue
    reportDepth(place(deep), report)
    return undefined
  }
  const [first, ...others] = [...impatient(new Composer(OPTIONS), place).compose(tokens, true, length)]
  let sound = true
  for (const { pos, message } of [...(first?.errors ?? []), ...(first?.warnings ?? [])]) {
    sound = false
    report('yaml-syntax', place(pos[0]), message, message.includes('tab') ? 'indent with spaces' : 'mend the YAML here; what follows was not read')
  }
  if (first?.directives.yaml.explicit && first.directives.yaml.version !== '1.2') {
    sound = false
    report('yaml-syntax', START, `a runbook is YAML 1.2, not ${first.directives.yaml.version}`, 'remove the %YAML line')
  }
  if (others.length > 0) {
    sound = false
    report('yaml-syntax', place(others[0]!.range[0]), 'a file holds one runbook, and here a second document begins', 'remove the `---` or move the rest to a file of its own')
  }
  return sound ? (first as Document.Parsed) : undefined
}

/** Of the library, private and untyped there; its first argument says where. */
type OnError = (source: number | readonly [number, number] | { readonly offset: number }, ...rest: unknown[]) => void

/** Makes the composer give up after too many errors: each one costs a stack trace, and a megabyte of commas has a million. */
function impatient(composer: Composer, place: (offset: number) => Position): Composer {
  const onError: OnError = composer['onError']
  let errors = 0
  composer['onError'] = (source: Parameters<OnError>[0], ...rest: unknown[]) => {
    errors += 1
    const offset = typeof source === 'number' ? source : 'offset' in source ? source.offset : source[0]
    if (errors > MAX_ERRORS) throw new TooLarge('errors', place(offset))
    onError(source, ...rest)
  }
  return composer
}

function reportDepth(at: Position, report: Report): void {
  report('too-large', at, `more than ${MAX_DEPTH} levels of nesting`, 'flatten the file; a runbook needs fewer than twenty')
}
