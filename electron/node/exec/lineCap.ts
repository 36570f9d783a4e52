/** Lines of at most 64 KiB: what is longer is cut at a whole character and marked. Works after redaction, so a cut never splits a secret. */

export const LINE_CAP_BYTES = 64 * 1024
/** Ends colours too: the code that would have ended them may have been cut away. */
export const LINE_CUT_MARK = '\x1b[0m […]'

export interface LineCap {
  write(text: string): string
}

export function createLineCap(capBytes = LINE_CAP_BYTES): LineCap {
  let used = 0
  let cut = false

  return {
    write(text) {
      let out = ''
      for (let at = 0; at < text.length; ) {
        const newline = text.indexOf('\n', at)
        const end = newline === -1 ? text.length : newline
        if (!cut) out += add(text.slice(at, end))
        if (newline !== -1) {
          out += '\n'
          used = 0
          cut = false
        }
        at = newline === -1 ? end : end + 1
      }
      return out
    },
  }

  function add(part: string): string {
    const bytes = Buffer.byteLength(part)
    if (used + bytes <= capBytes) {
      used += bytes
      return part
    }
    cut = true
    return firstBytes(part, capBytes - used) + LINE_CUT_MARK
  }
}

/** The longest beginning of whole characters that takes at most `bytes` bytes in UTF-8. */
function firstBytes(text: string, bytes: number): string {
  const buffer = Buffer.from(text)
  let end = Math.min(bytes, buffer.length)
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end--
  return buffer.toString('utf8', 0, end)
}
