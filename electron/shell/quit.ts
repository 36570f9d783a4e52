/** Leaving while a run is driven here asks first, in words; then the host ends in order. */
import { app, dialog, powerMonitor, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { OpenRun } from './runWatch.ts'

export interface QuitOptions {
  window(): BrowserWindow | undefined
  /** Runs that this process drives. */
  driven(): readonly OpenRun[]
  /** Ends the host process in order. */
  end(): Promise<void>
}

export interface Quitting {
  /** The window's close: true where it may close now. */
  mayClose(): boolean
  /** Leave, whatever runs: the person has been asked elsewhere, or can't be. */
  now(): void
}

export function askBeforeQuitting({ window, driven, end }: QuitOptions): Quitting {
  let isAllowed = false
  let isAsking = false
  let isOver = false

  // A system that goes down does not wait for an answer; the run is taken up when it is back.
  powerMonitor.on('shutdown', () => (isAllowed = true))

  app.on('before-quit', (event) => {
    if (mayLeave()) return
    event.preventDefault()
    void ask()
  })
  app.on('will-quit', (event) => {
    if (isOver) return
    event.preventDefault()
    void end().finally(() => {
      isOver = true
      app.quit()
    })
  })
  app.on('window-all-closed', () => app.quit())

  function mayLeave(): boolean {
    return isAllowed || driven().length === 0
  }

  async function ask(): Promise<void> {
    if (isAsking) return
    isAsking = true
    const parent = window()
    const question = questionAbout(driven())
    const { response } = parent ? await dialog.showMessageBox(parent, question) : await dialog.showMessageBox(question)
    isAsking = false
    if (response === 1) now()
  }

  function now(): void {
    isAllowed = true
    app.quit()
  }

  return {
    mayClose() {
      if (mayLeave()) return true
      void ask()
      return false
    },
    now,
  }
}

function questionAbout(runs: readonly OpenRun[]): MessageBoxOptions {
  const names = runs.map(({ title, live, mode, run }) => `${live ? 'LIVE' : mode} · ${title} (${run})`)
  const one = runs.length === 1
  return {
    type: 'warning',
    message: one ? 'A run is under way. Quit all the same?' : `${runs.length} runs are under way. Quit all the same?`,
    detail: [
      names.join('\n'),
      'Programs that it has started run on without Runthrough, and their ends are found when it is back. Until then nothing new starts, no deadline is kept, and nobody is warned.',
      `When Runthrough is open again, ${one ? 'the run stands where it was left: resume it there' : 'the runs stand where they were left: resume them there'}, or by “runthrough resume RUN” in a terminal.`,
    ].join('\n\n'),
    buttons: [one ? 'Stay with the run' : 'Stay with the runs', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}
