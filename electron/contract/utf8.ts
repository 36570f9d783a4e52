/** The length of a text on the road; the contract knows no platform that would tell it. */

/** Bytes of UTF-8. A lone surrogate counts as the replacement character, 3. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    // A pair is 4 bytes: 2 for each half.
    bytes += unit < 0x800 || isPair(text, at, unit) ? 1 : 2
  }
  return bytes
}

/** Is this half of a whole pair? */
function isPair(text: string, at: number, unit: number): boolean {
  const isHigh = unit >= 0xd800 && unit <= 0xdbff
  const isLow = unit >= 0xdc00 && unit <= 0xdfff
  if (isHigh) return (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00
  return isLow && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
}

/** True where the text is longer than so many bytes; a short one is not counted. */
export function isLonger(text: string, bytes: number): boolean {
  if (text.length > bytes) return true
  return text.length * 3 > bytes && utf8Bytes(text) > bytes
}
