/** The host process can't begin, or does not stay: told in words, with what to do. */
import { dialog, type BrowserWindow } from 'electron'
import type { Trouble } from './hostProcess.ts'

/** True: try again. */
export async function askAboutTrouble({ message, hint }: Trouble, window: BrowserWindow | undefined, quit: () => void): Promise<boolean> {
  const box = { type: 'error' as const, message, detail: hint, buttons: ['Try again', 'Quit'], defaultId: 0, cancelId: 0, noLink: true }
  const { response } = window ? await dialog.showMessageBox(window, box) : await dialog.showMessageBox(box)
  if (response === 0) return true
  quit()
  return false
}
