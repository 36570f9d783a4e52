/** What no page may do here, whatever page it is: ask for permissions, go elsewhere, open windows, embed others, load from the network. */
import type { App, IpcMainEvent, Session, WebContents } from 'electron'
import { ORIGIN, pathOf } from './pageAddress.ts'

/** Everything that could leave the machine, or read it. */
const NEVER_LOADED = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/** The policy of the page forbids it already; this holds for a page without one, too. */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: NEVER_LOADED }, (_request, decide) => decide({ cancel: true }))
}

/** For every contents there will ever be. `onLink`: somebody wants to see an address outside. */
export function guardContents(app: App, onLink: (address: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, onLink))
}

function guard(contents: WebContents, onLink: (address: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (event.isMainFrame && pathOf(event.url) !== undefined) return
    event.preventDefault()
    if (event.isMainFrame) onLink(event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url)
    return { action: 'deny' }
  })
}

/** Only the page itself speaks on the channel: a main frame, from our origin, that is still there. */
export function isFromOurPage({ senderFrame: frame }: Pick<IpcMainEvent, 'senderFrame'>): boolean {
  return frame !== null && frame.parent === null && frame.origin === ORIGIN
}
