/** A page that crashed is loaded anew at once: the run goes on without it, and it finds back by its address. One that crashes again asks. */
import { dialog, type BrowserWindow } from 'electron'
import type { Clock, Log } from '../core/ports.ts'

export interface CrashOptions {
  readonly clock: Clock
  readonly log: Log
  quit(): void
}

const AGAIN_WITHIN_MS = 30_000

export function reloadAfterCrash(window: BrowserWindow, { clock, log, quit }: CrashOptions): void {
  let lastAt = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.error('the page has crashed', { reason, exitCode })
    const isAgain = clock.monoMs() - lastAt < AGAIN_WITHIN_MS
    lastAt = clock.monoMs()
    if (isAgain) void ask(reason)
    else window.webContents.reload()
  })

  async function ask(reason: string): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window’s page crashes again and again.',
      detail: `The last time: ${reason}. Runs under way are not touched by it.\n\nLoad it once more. If it crashes again, quit and start Runthrough anew; a run can be watched meanwhile with “runthrough serve” in a terminal.`,
      buttons: ['Load again', 'Quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (response === 0) window.webContents.reload()
    else quit()
  }
}
