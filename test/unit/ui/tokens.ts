/** The colours of renderer/ui/tokens.css, for both grounds. */
import { readFileSync } from 'node:fs'
import type { Oklch } from './colour.ts'

const NUMBER = String.raw`\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*`
const PAIR = new RegExp(`--([\\w-]+): light-dark\\(oklch\\(${NUMBER}\\), oklch\\(${NUMBER}\\)\\);`, 'gu')

export interface Token {
  readonly light: Oklch
  readonly dark: Oklch
}

export function colourTokens(): ReadonlyMap<string, Token> {
  const css = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8')
  return new Map(
    [...css.matchAll(PAIR)].map(([, name = '', ...parts]) => {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = parts.map(Number)
      return [name, { light: [a, b, c], dark: [d, e, f] }]
    }),
  )
}
