/** Which part of a picture is shown at first, and how large. */
import type { Box } from './interior.ts'
import type { Picture } from './picture.ts'

export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

const MARGIN = 24
/** Below it titles can't be read: then rather a part than all. On a small screen a part it is anyhow. */
const READABLE = 0.5
const READABLE_SMALL = 0.75
const SMALL_SCREEN = 600
/** So much smaller may it be to show the branches, too. */
const CLOSE = 0.85
export const LEAST_ZOOM = 0.05
export const MOST_ZOOM = 2

/** The phases from the left, as large as they fit; never so small that nothing can be read. */
export function firstView({ main, height }: Picture, screen: Size): View {
  const readable = screen.width < SMALL_SCREEN ? READABLE_SMALL : READABLE
  const zoom = clamp(Math.min((screen.width - 2 * MARGIN) / main.width, (screen.height - 2 * MARGIN) / Math.max(1, main.height)), readable, 1)
  const all = (screen.height - 2 * MARGIN) / Math.max(1, height)
  // Where a little smaller shows the branches as well, it is smaller.
  const smaller = Math.max(readable, Math.min(zoom, all))
  const chosen = smaller >= zoom * CLOSE ? smaller : zoom
  return { x: Math.max(MARGIN, (screen.width - main.width * chosen) / 2), y: MARGIN, zoom: chosen }
}

/** All of it, in the middle. */
export function wholeView({ width, height }: Picture, screen: Size): View {
  const zoom = clamp(Math.min((screen.width - 2 * MARGIN) / width, (screen.height - 2 * MARGIN) / height), LEAST_ZOOM, 1)
  return { x: (screen.width - width * zoom) / 2, y: Math.max(MARGIN, (screen.height - height * zoom) / 2), zoom }
}

/** Moves as little as it must for `box` to be seen. */
export function viewWith(view: View, box: Box, screen: Size): View {
  return { zoom: view.zoom, x: along(view.x, box.x * view.zoom, box.width * view.zoom, screen.width), y: along(view.y, box.y * view.zoom, box.height * view.zoom, screen.height) }
}

function along(offset: number, start: number, size: number, screen: number): number {
  if (start + offset < MARGIN) return MARGIN - start
  if (start + size + offset > screen - MARGIN) return screen - MARGIN - start - size
  return offset
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
