/** Runbooks from outside: named when the app is started (also a second time), opened from the system, dropped, or chosen in a dialog. */
import { dialog, type BrowserWindow } from 'electron'
import type { Client } from '../contract/clientTypes.ts'
import { ContractError } from '../contract/errors.ts'
import { isRunbook } from './runbookNames.ts'

export interface FilesOptions {
  readonly client: Client
  window(): BrowserWindow | undefined
  /** It is in the library: show it. */
  onOpened(file: string): void
}

export interface Files {
  /** Takes each into the library, one after the other; the last one is shown. What can't be taken is told in a dialog. */
  open(paths: readonly string[]): Promise<void>
  /** The system's dialog; null where the person chose none. */
  choose(): Promise<string | null>
}

export function createFiles({ client, window, onOpened }: FilesOptions): Files {
  let isChoosing = false

  async function take(path: string): Promise<string | undefined> {
    if (!isRunbook(path)) {
      await tell(`${path} is no runbook.`, 'A runbook is a file that ends in .yaml or .yml. Nothing was opened.')
      return undefined
    }
    try {
      return (await client.call('library.open', { path })).file
    } catch (error) {
      if (!(error instanceof ContractError)) throw error
      await tell(error.message, error.hint)
      return undefined
    }
  }

  async function tell(message: string, detail: string): Promise<void> {
    const box = { type: 'error' as const, message, detail, buttons: ['OK'] }
    const parent = window()
    await (parent ? dialog.showMessageBox(parent, box) : dialog.showMessageBox(box))
  }

  return {
    async open(paths) {
      let last: string | undefined
      for (const path of paths) last = (await take(path)) ?? last
      if (last !== undefined) onOpened(last)
    },
    async choose() {
      if (isChoosing) return null
      isChoosing = true
      const options = { title: 'Open a runbook', properties: ['openFile' as const], filters: [{ name: 'Runbooks', extensions: ['yaml', 'yml'] }] }
      const parent = window()
      try {
        const { canceled, filePaths } = parent ? await dialog.showOpenDialog(parent, options) : await dialog.showOpenDialog(options)
        return canceled ? null : (filePaths[0] ?? null)
      } finally {
        isChoosing = false
      }
    },
  }
}
