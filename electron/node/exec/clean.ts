/**
 * Output of programs, made harmless: text, SGR colours, tabs and newlines stay, every other control is dropped.
 *
 * A streaming parser after ECMA-48: CSI, OSC, DCS, APC, PM, SOS and their C1 twins, cut anywhere between two chunks. Two
 * choices differ from a terminal: a lone CR is a newline (so that progress bars become lines), and a newline ends an
 * unterminated string sequence (else one `ESC ]` would hide all the evidence that follows).
 */

export interface Cleaner {
  /** The clean text that these bytes complete; what is not decided yet comes with a later call. */
  write(bytes: Uint8Array): string
  end(): string
}

type State = 'text' | 'escape' | 'intermediate' | 'csi' | 'string' | 'string-escape'

const ESC = '\x1b'
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g
// eslint-disable-next-line no-control-regex
const STRING_END = /[\x07\x18\x1a\x1b\x9c\r\n]/g
/** Openers of string sequences after ESC (OSC, DCS, SOS, PM, APC), and as C1 characters. */
const STRING_OPENERS = ']PX^_'
const C1_STRING_OPENERS = '\x9d\x90\x98\x9e\x9f'
const SGR_PARAMETERS = /^[0-9;:]{0,64}$/

export function createCleaner(): Cleaner {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const strip = createStripper()
  return {
    write: (bytes) => strip(decoder.decode(bytes, { stream: true })),
    end: () => strip(decoder.decode()),
  }
}

/** The same for text that is already decoded and whole. */
export function cleanText(text: string): string {
  return createStripper()(text)
}

function createStripper(): (text: string) => string {
  let state: State = 'text'
  let parameters = ''
  let afterReturn = false

  return function strip(text) {
    let out = ''
    let at = 0
    while (at < text.length) {
      const char = text[at] as string
      switch (state) {
        case 'text': {
          if (afterReturn) {
            afterReturn = false
            if (char === '\n') {
              at++
              break
            }
          }
          const control = next(CONTROL, text, at)
          out += text.slice(at, control)
          at = control
          if (at === text.length) break
          const found = text[at++] as string
          if (found === '\r') {
            out += '\n'
            afterReturn = true
          } else if (found === ESC) state = 'escape'
          else if (found === '\x9b') openCsi('C1')
          else if (C1_STRING_OPENERS.includes(found)) state = 'string'
          break
        }
        case 'escape':
          if (char === '[') {
            openCsi('')
            at++
          } else if (STRING_OPENERS.includes(char)) {
            state = 'string'
            at++
          } else if (within(char, 0x20, 0x2f)) {
            state = 'intermediate'
            at++
          } else at += endOfSequence(char, 0x30)
          break
        case 'intermediate':
          if (within(char, 0x20, 0x2f)) at++
          else at += endOfSequence(char, 0x30)
          break
        case 'csi':
          if (within(char, 0x20, 0x3f)) {
            // Longer ones are no colours; their exact text no longer matters.
            if (parameters.length <= 64) parameters += char
            at++
          } else {
            if (char === 'm' && SGR_PARAMETERS.test(parameters)) out += `${ESC}[${parameters}m`
            at += endOfSequence(char, 0x40)
          }
          break
        case 'string': {
          at = next(STRING_END, text, at)
          if (at === text.length) break
          const end = text[at] as string
          if (end === ESC) state = 'string-escape'
          else state = 'text'
          if (end !== '\n' && end !== '\r') at++
          break
        }
        case 'string-escape':
          // ESC \ ends the string; any other ESC begins a sequence of its own.
          if (char === '\\') {
            state = 'text'
            at++
          } else state = 'escape'
      }
    }
    return out
  }

  function openCsi(prefix: string): void {
    state = 'csi'
    parameters = prefix
  }

  /** Back to text; 1 where the character was the sequence's last, 0 where it breaks the sequence off and counts itself. */
  function endOfSequence(char: string, lowestFinal: number): 0 | 1 {
    state = 'text'
    return within(char, lowestFinal, 0x7e) ? 1 : 0
  }
}

function within(char: string, low: number, high: number): boolean {
  const code = char.charCodeAt(0)
  return code >= low && code <= high
}

/** Index of the pattern's next match, or the text's length. */
function next(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? text.length
}
