import { expect, test } from 'vitest'
import { ON_DARK, ON_LIGHT, paletteFor } from '../../../electron/cli/view/palette.ts'

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

test('every state is readable on its ground', () => {
  for (const colour of Object.values(ON_DARK)) expect(contrast(colour, '#11151c'), colour).toBeGreaterThanOrEqual(4.5)
  for (const colour of Object.values(ON_LIGHT)) expect(contrast(colour, '#fbfaf6'), colour).toBeGreaterThanOrEqual(4.5)
})

test('the ground is told by RUNTHROUGH_THEME, else by COLORFGBG, else taken to be dark; NO_COLOR wins', () => {
  expect(paletteFor({ NO_COLOR: '1', RUNTHROUGH_THEME: 'light' })).toBeNull()
  expect(paletteFor({ RUNTHROUGH_THEME: 'light', COLORFGBG: '15;0' })).toBe(ON_LIGHT)
  expect(paletteFor({ RUNTHROUGH_THEME: 'dark', COLORFGBG: '0;15' })).toBe(ON_DARK)
  expect(paletteFor({ COLORFGBG: '0;default;15' })).toBe(ON_LIGHT)
  expect(paletteFor({ COLORFGBG: '15;0' })).toBe(ON_DARK)
  expect(paletteFor({ COLORFGBG: '12;8' })).toBe(ON_DARK)
  expect(paletteFor({})).toBe(ON_DARK)
})
