/** Addresses of the screens that a plan and a new run lead to and come from. */
import { NewRunMode } from '../../../electron/contract/shapes/scalars.ts'

export function planAddress(file: string): string {
  return `/plan/${encodeURIComponent(file)}`
}

export function newRunAddress(file: string, mode: NewRunMode | null): string {
  return `/new/${encodeURIComponent(file)}${mode === null ? '' : `?mode=${mode}`}`
}

export function runAddress(run: string): string {
  return `/run/${encodeURIComponent(run)}`
}

/** The mode that an address names; null where it names none. */
export function modeIn(search: string): NewRunMode | null {
  return NewRunMode.safeParse(new URLSearchParams(search).get('mode')).data ?? null
}
