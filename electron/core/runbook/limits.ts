/** How large a file may be. Beyond that it is refused before it can cost time or memory. */
export const MAX_BYTES = 1_048_576
export const MAX_STEPS = 5_000
export const MAX_DEPTH = 200
/** Nodes that come from aliases (`*name`) alone. */
export const MAX_ALIAS_NODES = 10_000
export const MAX_LANES = 20
/** Errors that are listed; a file with more is no runbook, and a list without end helps nobody. */
export const MAX_ERRORS = 1_000

/** Is the text longer than `MAX_BYTES` in UTF-8? */
export function tooManyBytes(text: string): boolean {
  if (text.length > MAX_BYTES) return true
  if (text.length * 3 <= MAX_BYTES) return false
  let bytes = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    // Each half of a surrogate pair counts two of the pair's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3
  }
  return bytes > MAX_BYTES
}
