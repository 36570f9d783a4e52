/** Addresses outside: only https, and only after the person has seen where it goes. */
import { dialog, shell, type BrowserWindow } from 'electron'

export function createLinks(window: () => BrowserWindow | undefined): (address: string) => void {
  let isAsking = false
  return (address) => {
    const url = URL.canParse(address) ? new URL(address) : undefined
    // An address with a name in it looks like another one: https://bank.example@evil.example
    if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || isAsking) return
    isAsking = true
    void ask(url).finally(() => (isAsking = false))
  }

  async function ask({ href, host }: URL): Promise<void> {
    const parent = window()
    const question = {
      type: 'question' as const,
      message: `Open ${host} in the browser?`,
      detail: `${href}\n\nThe link stands in a runbook. Runthrough itself loads nothing from the network.`,
      buttons: ['Cancel', 'Open in browser'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    }
    const { response } = parent ? await dialog.showMessageBox(parent, question) : await dialog.showMessageBox(question)
    if (response !== 1) return
    try {
      await shell.openExternal(href)
    } catch (error) {
      dialog.showErrorBox('The link could not be opened', `${href}\n\nThe system says: ${(error as Error).message}. Copy the address into a browser by hand.`)
    }
  }
}
