/** The colours of the states, for a dark and for a light ground: each at least 4.5:1 against its ground, and never the only sign. */
import type { Tone } from './line.ts'

export type Palette = Readonly<Record<Exclude<Tone, 'plain' | 'quiet'>, string>>

export const ON_DARK: Palette = { now: '#e0a526', fine: '#4c9be8', late: '#f2752b', failed: '#ef3a8c', rolling: '#a07bf0' }
export const ON_LIGHT: Palette = { now: '#8a5a00', fine: '#1f5fb0', late: '#b3400a', failed: '#b0105a', rolling: '#6a3fc4' }

/**
 * Null where no colour is wanted. Which ground a terminal has is told by RUNTHROUGH_THEME (`light`, `dark`), else by COLORFGBG
 * where the terminal sets it ("0;15": the last number is the ground, 7 and 9 to 15 are light); else it is taken to be dark.
 */
export function paletteFor(env: Readonly<Record<string, string | undefined>>): Palette | null {
  if (env['NO_COLOR']) return null
  const theme = env['RUNTHROUGH_THEME']
  if (theme === 'light' || theme === 'dark') return theme === 'light' ? ON_LIGHT : ON_DARK
  const ground = Number(env['COLORFGBG']?.split(';').at(-1) || 0)
  return ground === 7 || ground >= 9 ? ON_LIGHT : ON_DARK
}
