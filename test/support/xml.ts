/** A small strict parser of XML: enough to prove that what we write is well-formed (no DTDs, CDATA or processing instructions inside). */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
}

const NAME = /[A-Za-z_:][\w:.-]*/y
const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);/g

/** Throws where the text is not well-formed. */
export function parseXml(text: string): XmlElement {
  let at = 0
  const fail = (why: string): never => {
    throw new Error(`not well-formed at ${at}: ${why}: ${text.slice(at, at + 40)}`)
  }
  // oxlint-disable-next-line no-control-regex -- that none is in it is the point
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(text)) fail('a character that XML cannot hold')
  const take = (expected: string): boolean => {
    if (!text.startsWith(expected, at)) return false
    at += expected.length
    return true
  }
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? fail(`expected ${pattern.source}`)
    at += found.length
    return found
  }
  const space = (): string => match(/\s*/y)
  const content = (raw: string): string => (/[<&]/.test(raw.replace(ENTITY, '')) ? fail('a bare < or &') : raw.replace(ENTITY, unescape))
  const misc = (): void => {
    while (space() !== '' || text.startsWith('<!--', at)) if (take('<!--') && match(/(?:(?!--)[^])*/y) !== undefined && !take('-->')) fail('-- in a comment')
  }
  const element = (): XmlElement => {
    if (!take('<')) fail('expected an element')
    const name = match(NAME)
    const attributes: Record<string, string> = {}
    for (;;) {
      const gap = space()
      if (take('/>')) return { name, attributes, children: [] }
      if (take('>')) break
      if (gap === '') fail('attributes are set apart')
      const key = match(NAME)
      if (key in attributes) fail(`${key} twice`)
      if (!take('="')) fail('expected ="')
      attributes[key] = content(match(/[^"]*/y))
      if (!take('"')) fail('expected "')
    }
    const children: XmlElement[] = []
    for (;;) {
      misc()
      if (take('</')) break
      if (text[at] !== '<') fail('text where only elements belong')
      children.push(element())
    }
    if (match(NAME) !== name) fail(`expected </${name}>`)
    space()
    if (!take('>')) fail('expected >')
    return { name, attributes, children }
  }
  if (!take('<?xml version="1.0" encoding="UTF-8"?>')) fail('expected the declaration')
  misc()
  const root = element()
  misc()
  if (at !== text.length) fail('something follows the root')
  return root
}

const NAMED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }
function unescape(entity: string): string {
  return NAMED[entity] ?? String.fromCodePoint(entity.startsWith('&#x') ? Number.parseInt(entity.slice(3, -1), 16) : Number(entity.slice(2, -1)))
}
