/** `${vars.X}`, `${inputs.X}` and `${secrets.X}` in one text; `$${` stands for `${`. Values are never looked into again. */
import { RunthroughError } from '../errors.ts'

export type Namespace = 'vars' | 'inputs' | 'secrets'
const NAMESPACES: readonly string[] = ['vars', 'inputs', 'secrets'] satisfies Namespace[]

export interface Reference {
  readonly namespace: Namespace
  readonly name: string
}
/** A `${…}` that names nothing we know: no namespace, a wrong one, or no end. */
export interface Malformed {
  readonly malformed: string
}
/** What the names stand for. Absent secrets are simply not there. */
export interface Values {
  readonly vars: Readonly<Record<string, string>>
  readonly inputs: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

type Piece = { readonly text: string } | Reference | Malformed

/** Everything `text` refers to, in order, with repetitions; malformed places too. */
export function referencesIn(text: string): readonly (Reference | Malformed)[] {
  return [...pieces(text)].filter((piece): piece is Reference | Malformed => !('text' in piece))
}

/** Fills in the values. Throws RunthroughError `missing-secret` for a secret, `bad-input` for anything else that is not there. */
export function substitute(text: string, values: Values): string {
  let result = ''
  for (const piece of pieces(text)) {
    if ('text' in piece) result += piece.text
    else if ('malformed' in piece)
      throw new RunthroughError('bad-input', `\`${piece.malformed}\` is not a substitution`, 'write ${vars.X}, ${inputs.X} or ${secrets.X}; $${ is a literal ${')
    else result += valueOf(piece, values)
  }
  return result
}

function valueOf({ namespace, name }: Reference, values: Values): string {
  const known = values[namespace]
  if (Object.hasOwn(known, name)) return known[name]!
  if (namespace === 'secrets')
    throw new RunthroughError('missing-secret', `the secret ${name} is not set`, `set the environment variable ${name} and start again`)
  throw new RunthroughError('bad-input', `\${${namespace}.${name}} has no value`, namespace === 'inputs' ? `give it: --input ${name}=…` : `declare ${name} under the environment's vars`)
}

function* pieces(text: string): Generator<Piece> {
  let from = 0
  for (;;) {
    const open = text.indexOf('${', from)
    if (open === -1) break
    if (open > from && text[open - 1] === '$') {
      yield { text: `${text.slice(from, open - 1)}\${` }
      from = open + 2
      continue
    }
    if (open > from) yield { text: text.slice(from, open) }
    const close = text.indexOf('}', open)
    if (close === -1) return yield { malformed: text.slice(open, open + 40) }
    yield toReference(text.slice(open, close + 1))
    from = close + 1
  }
  if (from < text.length) yield { text: text.slice(from) }
}

function toReference(whole: string): Reference | Malformed {
  const [, namespace, name] = /^\$\{([a-z]+)\.([A-Za-z_][A-Za-z0-9_-]*)\}$/.exec(whole) ?? []
  if (namespace === undefined || name === undefined || !NAMESPACES.includes(namespace)) return { malformed: whole }
  return { namespace: namespace as Namespace, name }
}
