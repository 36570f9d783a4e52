/** The shapes in which a secret turns up in output: itself, escaped, percent-encoded, base64. */
import { cleanText } from './clean.ts'

export interface SecretForm {
  readonly text: string
  /** base64 is often wrapped: a line break inside does not hide it. */
  readonly wraps: boolean
}

/** Shorter secrets have no encoded forms, or half of all output would be redacted. */
const SHORTEST_ENCODED = 4
/** Of a secret of many lines (a key), each line of this length counts by itself: programs indent or number them. */
const SHORTEST_LINE = 12
/** Matching looks past a line break only after so many characters (see redact.ts), so forms that begin behind one are forms too. */
export const BEFORE_WRAP = 4

/** All forms of these secrets, without doubles. Secrets go through the same cleaning as the output they are looked for in. */
export function secretForms(secrets: readonly string[]): SecretForm[] {
  const forms = new Map<string, SecretForm>()
  for (const secret of secrets) {
    const clean = cleanText(secret)
    add(forms, clean, false)
    add(forms, clean.trim(), false)
    for (const line of clean.split('\n')) if (line.trim().length >= SHORTEST_LINE) add(forms, line.trim(), false)
    if (secret.length < SHORTEST_ENCODED) continue
    for (const text of escapedForms(secret)) add(forms, text, false)
    for (const text of base64Forms(secret)) add(forms, text, true)
  }
  return [...forms.values()]
}

function add(forms: Map<string, SecretForm>, text: string, wraps: boolean): void {
  const shortest = wraps ? SHORTEST_ENCODED : 1
  if (text.trim().length >= shortest && !forms.has(text)) forms.set(text, { text, wraps })
}

function escapedForms(secret: string): string[] {
  const percent = [encodeURIComponent(secret), encodeURI(secret), strictPercent(secret)]
  const plus = percent.map((text) => text.replaceAll('%20', '+'))
  const upper = [...percent, ...plus, ...addressForms(secret)]
  const lower = upper.map((text) => text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))
  return [...upper, ...lower, JSON.stringify(secret).slice(1, -1)]
}

/** As an address that holds it is really sent, and echoed by the other side: a `%` stays as it is. */
function addressForms(secret: string): string[] {
  const made = [`http://x/${secret}`, `http://x/?${secret}`].filter((text) => URL.canParse(text)).map((text) => new URL(text))
  // A `?` or `..` in it leaves only a piece, which would be redacted all over.
  return made.map(({ pathname, search }) => (search || pathname).slice(1)).filter((text) => text.length >= secret.length)
}

/** RFC 3986: also what encodeURIComponent leaves alone (`!'()*`). */
function strictPercent(secret: string): string {
  return encodeURIComponent(secret).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/**
 * A base64 digit holds 6 bits, so the digits of a secret inside a longer text depend on where it starts, modulo 3 bytes.
 * For each of the three alignments these are the digits that the secret alone decides: with k bytes before it, those from
 * ⌈8k/6⌉ to ⌊8(k+n)/6⌋.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const forms: string[] = []
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const own = text.slice(Math.ceil((8 * before) / 6), Math.floor((8 * (before + bytes.length)) / 6))
    for (const alphabet of [own, own.replaceAll('+', '-').replaceAll('/', '_')])
      for (let skip = 0; skip < BEFORE_WRAP; skip++) if (skip === 0 || alphabet.length - skip >= 2 * BEFORE_WRAP) forms.push(alphabet.slice(skip))
  }
  return forms
}
