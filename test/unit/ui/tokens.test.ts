import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apartTo, contrast, DEFICIENCIES, isShown, type Oklch } from './colour.ts'
import { colourTokens } from './tokens.ts'

const tokens = colourTokens()
const THEMES = ['dark', 'light'] as const
const STATES = ['now', 'fine', 'late', 'failed', 'rolling', 'ahead'] as const
const WORDS = ['text', 'text-2', 'text-3', 'now', 'fine', 'late', 'failed', 'rolling'] as const
const GROUNDS = ['ground', 'raised', 'raised-2'] as const
/** Closer than that in hue and chroma, two colours may be taken for each other. */
const CONFUSED = 0.05

const colour = (name: string, theme: 'dark' | 'light'): Oklch => {
  const token = tokens.get(name)
  if (!token) throw new Error(`tokens.css has no colour --${name}`)
  return token[theme]
}

for (const theme of THEMES) {
  test(`in the ${theme} theme every text has a contrast of 4.5 on each ground that it may stand on`, () => {
    const weak = WORDS.flatMap((word) => GROUNDS.filter((ground) => contrast(colour(word, theme), colour(ground, theme)) < 4.5).map((ground) => `${word} on ${ground}`))
    expect(weak).toEqual([])
  })

  test(`in the ${theme} theme text in a notice reads on its wash`, () => {
    const weak = ['now', 'fine', 'late', 'failed', 'rolling'].flatMap((tone) => ['text', 'text-2', tone].filter((word) => contrast(colour(word, theme), colour(`${tone}-wash`, theme)) < 4.5).map((word) => `${word} on ${tone}-wash`))
    expect(weak).toEqual([])
  })

  test(`in the ${theme} theme what is solid carries its text, and a control's edge is seen`, () => {
    expect(contrast(colour('text-on-solid', theme), colour('text', theme))).toBeGreaterThanOrEqual(7)
    expect(contrast(colour('hairline-control', theme), colour('ground', theme))).toBeGreaterThanOrEqual(3)
    expect(contrast(colour('ahead', theme), colour('ground', theme))).toBeGreaterThanOrEqual(3)
  })

  test(`in the ${theme} theme states that may be confused are 0.2 apart in lightness`, () => {
    const confused = STATES.flatMap((one, index) =>
      STATES.slice(index + 1).flatMap((other) => {
        const [a, b] = [colour(one, theme), colour(other, theme)]
        const eyes = (Object.keys(DEFICIENCIES) as (keyof typeof DEFICIENCIES)[]).filter((eye) => apartTo(eye, a, b) < CONFUSED)
        return eyes.length > 0 && Math.abs(a[0] - b[0]) < 0.1999 ? [`${one} and ${other}: ${eyes.join(', ')}`] : []
      }),
    )
    expect(confused).toEqual([])
  })
}

test('every colour can be shown on a plain screen', () => {
  expect(tokens.size).toBeGreaterThan(20)
  expect([...tokens].filter(([, { light, dark }]) => !isShown(light) || !isShown(dark)).map(([name]) => name)).toEqual([])
})

test('no style sheet has a colour of its own: they stand in tokens.css alone', () => {
  const folder = new URL('../../../renderer/', import.meta.url)
  const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css') && !/(?:tokens|Output\.module)\.css$/u.test(name))
  expect(sheets.length).toBeGreaterThan(20)
  const own = sheets.filter((name) => /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|oklch\(\d/iu.test(readFileSync(new URL(name, folder), 'utf8')))
  expect(own).toEqual([])
})

test('nothing on the page turns for ever', () => {
  const folder = new URL('../../../renderer/', import.meta.url)
  const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
  expect(sheets.filter((name) => /\binfinite\b/u.test(readFileSync(new URL(name, folder), 'utf8')))).toEqual([])
})
