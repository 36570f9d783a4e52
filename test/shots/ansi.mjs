/** What a terminal shows (text with SGR sequences, as `tmux capture-pane -e` prints it) as an HTML page on a dark ground. */

const INK = '#d7dce4'
const GROUND = '#11151c'
/** xterm's sixteen, made a little softer; only for what asks for a colour by its number. */
const SIXTEEN = ['#1c222b', '#e5484d', '#46a758', '#e0a526', '#4c9be8', '#a07bf0', '#3aa6b9', INK, '#6b7686', '#ff6369', '#63c174', '#f1c04f', '#70b4f5', '#b99bf7', '#56c4d6', '#ffffff']

/** Of one cell, px: the page's font is set so that this fits. */
const CELL = { width: 9, height: 22, font: 15 }
const MARGIN = 28

/** How large the picture of so many cells is, px. */
export function sizeOf(columns, rows) {
  return { width: columns * CELL.width + 2 * MARGIN, height: rows * CELL.height + 2 * MARGIN }
}

/** `screen`: one line a row. Every cell stands where it stood: glyphs of other fonts can't push the rest aside. */
export function toHtml(screen, columns, rows) {
  let look = {}
  const lines = screen.replace(/\n$/, '').split('\n').slice(0, rows).map((line) => {
    const cells = []
    let at = 0
    for (const [index, part] of line.split('\u001B').entries()) {
      const [sequence = '', sgr] = index === 0 ? [] : /^(?:\[([\d;:]*)m|\[[^A-Za-z]*[A-Za-z]|[()].)/.exec(part) ?? []
      if (sgr !== undefined) look = restyled(look, sgr)
      for (const glyph of part.slice(sequence.length)) if (glyph >= ' ' && at < columns) cells.push(cellOf(glyph, at++, look))
    }
    return `<div>${cells.join('')}</div>`
  })
  const { width, height } = sizeOf(columns, rows)
  return `<!doctype html><meta charset="utf-8"><style>
    * { margin: 0; padding: 0 }
    body { width: ${width}px; height: ${height}px; overflow: hidden; background: ${GROUND} }
    main { position: absolute; left: ${MARGIN}px; top: ${MARGIN}px; font: ${CELL.font}px/${CELL.height}px "JetBrains Mono", "DejaVu Sans Mono", monospace; font-variant-ligatures: none; color: ${INK} }
    div { position: relative; height: ${CELL.height}px }
    i { position: absolute; top: 0; width: ${CELL.width}px; height: ${CELL.height}px; font-style: normal; text-align: center; white-space: pre; overflow: visible }
  </style><main>${lines.join('')}</main>`
}

function restyled(before, sgr) {
  let look = before
  const codes = sgr === '' ? [0] : sgr.split(/[;:]/).map(Number)
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at]
    if (code === 0) look = {}
    else if (code === 1) look = { ...look, bold: true }
    else if (code === 2) look = { ...look, dim: true }
    else if (code === 22) look = { ...look, bold: false, dim: false }
    else if (code === 7 || code === 27) look = { ...look, inverse: code === 7 }
    else if (code === 39 || code === 49) look = { ...look, [code === 39 ? 'ink' : 'ground']: undefined }
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) look = { ...look, ink: SIXTEEN[code >= 90 ? code - 82 : code - 30] }
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) look = { ...look, ground: SIXTEEN[code >= 100 ? code - 92 : code - 40] }
    else if (code === 38 || code === 48) {
      const isRgb = codes[at + 1] === 2
      const colour = isRgb ? `rgb(${codes.slice(at + 2, at + 5).join()})` : indexed(codes[at + 2])
      look = { ...look, [code === 38 ? 'ink' : 'ground']: colour }
      at += isRgb ? 4 : 2
    }
  }
  return look
}

/** The 256 colours: sixteen, a cube of 6 × 6 × 6, 24 greys. */
function indexed(number) {
  if (number < 16) return SIXTEEN[number]
  if (number >= 232) return `rgb(${Array(3).fill(8 + (number - 232) * 10).join()})`
  const step = (value) => (value === 0 ? 0 : 55 + value * 40)
  const cube = number - 16
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(step).join()})`
}

function cellOf(glyph, at, { ink = INK, ground, bold, dim, inverse }) {
  const [front, back] = inverse ? [ground ?? GROUND, ink] : [ink, ground]
  if (glyph === ' ' && back === undefined) return ''
  const drawn = DRAWN[glyph]?.(front)
  const style = [`left:${at * CELL.width}px`, `color:${front}`, ...(bold ? ['font-weight:700'] : []), ...(dim ? ['opacity:.58'] : []), ...(back ? [`background-color:${back}`] : []), ...(drawn ? [`background:${drawn}`] : [])]
  return `<i style="${style.join(';')}">${drawn ? '' : glyph.replace('&', '&amp;').replace('<', '&lt;')}</i>`
}

/** What has to meet its neighbours without a gap is drawn: no font's line is as high as ours. */
const across = (size) => (colour) => `linear-gradient(${colour},${colour}) center/100% ${size}px no-repeat`
const down = (size) => (colour) => `linear-gradient(${colour},${colour}) center/${size}px 100% no-repeat`
const block = (width, strength) => (colour) => `linear-gradient(color-mix(in srgb,${colour} ${strength}%,transparent) 0 0) left center/${width}% 14px no-repeat`
const DRAWN = { '─': across(1), '│': down(1), '┃': down(3), '█': block(100, 100), '▊': block(78, 100), '▓': block(100, 72), '░': block(100, 22) }
