/**
 * Secrets in a stream of clean text become `[redacted]`, however the stream is cut into chunks.
 *
 * At each place the longest form that matches there wins. Only text that may still become a secret is held back, so a line
 * is shown as soon as it is known to be harmless. Colours between a secret's characters do not hide it, nor does a line
 * break inside its base64.
 */
import { BEFORE_WRAP, secretForms, type SecretForm } from './secretForms.ts'

export const REDACTED = '[redacted]'

export interface Redactor {
  write(text: string): string
  end(): string
}

const ESC = 0x1b
const NEWLINE = 0x0a
// eslint-disable-next-line no-control-regex
const SGR = /\x1b\[[0-9;:]{0,64}m/y
// eslint-disable-next-line no-control-regex
const SGR_BEGUN = /^\x1b(?:\[[0-9;:]{0,64})?$/
/** So that endless colours cannot make the held text endless. */
const MOST_COLOURS = 8

export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secretForms(secrets)
  if (forms.length === 0) return { write: (text) => text, end: () => '' }
  const byFirst = groupByFirst(forms)
  const isFirst = new Uint8Array(0x1_0000)
  for (const code of byFirst.keys()) isFirst[code] = 1
  let held = ''

  return {
    write: (chunk) => advance(held + chunk, false),
    end: () => advance(held, true),
  }

  function advance(text: string, last: boolean): string {
    let out = ''
    let from = 0
    let at = 0
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (isFirst[code] === 0) {
        at++
        continue
      }
      const end = longestMatch(text, at, byFirst.get(code) ?? [], last)
      if (end === 'undecided') break
      if (end === 'none') {
        at++
        continue
      }
      out += text.slice(from, at) + REDACTED
      at = from = end
    }
    held = text.slice(at)
    return out + text.slice(from, at)
  }
}

/** The same for a whole text. */
export function redactText(text: string, secrets: readonly string[]): string {
  const redactor = createRedactor(secrets)
  return redactor.write(text) + redactor.end()
}

function groupByFirst(forms: readonly SecretForm[]): Map<number, SecretForm[]> {
  const groups = new Map<number, SecretForm[]>()
  for (const form of [...forms].sort((a, b) => b.text.length - a.text.length)) {
    const first = form.text.charCodeAt(0)
    const group = groups.get(first)
    if (group === undefined) groups.set(first, [form])
    else group.push(form)
  }
  return groups
}

/** `forms` longest first: an undecided longer one must be waited for before a shorter one may win. */
function longestMatch(text: string, at: number, forms: readonly SecretForm[], last: boolean): number | 'none' | 'undecided' {
  for (const form of forms) {
    const end = matchAt(text, at, form)
    if (end === 'undecided' && last) continue
    if (end !== 'none') return end
  }
  return 'none'
}

function matchAt(text: string, start: number, form: SecretForm): number | 'none' | 'undecided' {
  let at = start
  let matched = 0
  let colours = 0
  let wrapped = false
  while (matched < form.text.length) {
    if (at >= text.length) return 'undecided'
    const code = text.charCodeAt(at)
    if (code === form.text.charCodeAt(matched)) {
      at++
      matched++
      colours = 0
      wrapped = false
    } else if (code === ESC && matched > 0 && colours < MOST_COLOURS) {
      SGR.lastIndex = at
      if (!SGR.test(text)) return SGR_BEGUN.test(text.slice(at, at + 70)) ? 'undecided' : 'none'
      at = SGR.lastIndex
      colours++
    } else if (code === NEWLINE && form.wraps && matched >= BEFORE_WRAP && !wrapped) {
      at++
      wrapped = true
    } else return 'none'
  }
  return at
}
