/** The screens, each loaded when it is first gone to. */
import { lazy, type ComponentType } from 'react'

/** The host is away, or of another version by now. */
export class NotLoaded extends Error {
  constructor(cause: unknown) {
    super('The screen could not be loaded', { cause })
    this.name = 'NotLoaded'
  }
}

export const Library = screen(async () => (await import('../screens/library/Library.tsx')).Library)
export const Plan = screen(async () => (await import('../screens/plan/Plan.tsx')).Plan)
export const Board = screen(async () => (await import('../screens/board/Board.tsx')).Board)
export const RunBoard = screen(async () => (await import('../screens/board/RunBoard.tsx')).RunBoard)
export const NewRun = screen(async () => (await import('../screens/newRun/NewRun.tsx')).NewRun)
export const Console = screen(async () => (await import('../screens/console/Console.tsx')).Console)
export const WarRoom = screen(async () => (await import('../screens/warRoom/WarRoom.tsx')).WarRoom)
export const Rollback = screen(async () => (await import('../screens/rollback/Rollback.tsx')).Rollback)
export const OpenRuns = screen(async () => (await import('../screens/rollback/OpenRuns.tsx')).OpenRuns)
export const Settings = screen(async () => (await import('../screens/settings/Settings.tsx')).Settings)

function screen<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => {
    try {
      return { default: await load() }
    } catch (cause) {
      throw new NotLoaded(cause)
    }
  })
}
