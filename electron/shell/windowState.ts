/** Where the window was, and how it looked: kept in a small file, and only used where it can still be seen. */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { Settings } from '../contract/shapes/settings.ts'

const Bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export type Bounds = z.infer<typeof Bounds>

export const WindowState = z.strictObject({ bounds: Bounds.nullable(), maximised: z.boolean(), theme: Settings.shape.theme })
export type WindowState = z.infer<typeof WindowState>

export const MIN_SIZE = { width: 720, height: 480 } as const
const FIRST_SIZE = { width: 1_360, height: 860 } as const
/** So much of the upper edge must be on a screen, for a hand to take it. */
const GRIP = { width: 120, height: 32 } as const

const FIRST: WindowState = { bounds: null, maximised: false, theme: 'system' }

/** One that can't be read is no reason not to start: the window opens as at first. */
export function readWindowState(file: string): WindowState {
  try {
    return WindowState.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? FIRST
  } catch {
    return FIRST
  }
}

/** False where the disk takes no more: then it opens elsewhere next time. */
export function writeWindowState(file: string, state: WindowState): boolean {
  try {
    writeFileSync(file, `${JSON.stringify(state)}\n`, { mode: 0o600 })
    return true
  } catch {
    return false
  }
}

/** `areas`: what each screen has beside its bars; the first one is the main one. Without x and y: in its middle. */
export function placeOn(areas: readonly Bounds[], bounds: Bounds | null): { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number } {
  if (bounds && areas.some((area) => canBeTaken(area, bounds))) return { ...bounds, ...atLeast(bounds) }
  const main = areas[0]
  const wanted = bounds ? atLeast(bounds) : FIRST_SIZE
  return main ? { width: Math.min(wanted.width, main.width), height: Math.min(wanted.height, main.height) } : wanted
}

function atLeast({ width, height }: Bounds): { readonly width: number; readonly height: number } {
  return { width: Math.max(width, MIN_SIZE.width), height: Math.max(height, MIN_SIZE.height) }
}

function canBeTaken(area: Bounds, { x, y, width }: Bounds): boolean {
  const shown = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return shown >= Math.min(GRIP.width, width) && y >= area.y && y + GRIP.height <= area.y + area.height
}
