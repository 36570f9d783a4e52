/** `protocol`, `session`: the app's scheme, permissions, and what may be loaded. */
import { app } from './app.ts'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>
type Decide = (decision: { cancel?: boolean }) => void

const privileged = new Map<string, Readonly<Record<string, boolean>>>()
const handlers = new Map<string, Handler>()

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string; readonly privileges: Readonly<Record<string, boolean>> }[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) {
      for (const name of ['bypassCSP', 'allowServiceWorkers', 'corsEnabled']) if (privileges[name]) throw new Error(`the stand-in for Electron refuses the privilege ${name}`)
      privileged.set(scheme, privileges)
    }
  },
})

/** The scheme as Electron has it ↔ an https address that no network has, whose requests are answered by the app's own handler. */
export function toBrowser(address: string): string {
  const url = new URL(address)
  const scheme = url.protocol.slice(0, -1)
  return handlers.has(scheme) ? `https://${url.host}.${scheme}.test${url.pathname}${url.search}${url.hash}` : address
}

export function fromBrowser(address: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/]+)\.([a-z]+)\.test(\/.*)?$/.exec(address) ?? []
  return scheme !== undefined && handlers.has(scheme) ? `${scheme}://${host}${rest ?? '/'}` : address
}

export function handlerOf(address: string): Handler | undefined {
  return handlers.get(new URL(address).protocol.slice(0, -1))
}

class Session {
  permissionRequest: ((contents: unknown, permission: string, decide: (granted: boolean) => void, details: object) => void) | undefined = undefined
  permissionCheck: ((contents: unknown, permission: string, origin: string, details: object) => boolean) | undefined = undefined
  devicePermission: ((details: object) => boolean) | undefined = undefined
  beforeRequest: { readonly urls: readonly string[]; readonly decide: (details: object, callback: Decide) => void } | undefined = undefined

  setPermissionRequestHandler(handler: Session['permissionRequest']): void {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: Session['permissionCheck']): void {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler(handler: Session['devicePermission']): void {
    this.devicePermission = handler
  }
  get protocol() {
    return strict('session.protocol', {
      handle(scheme: string, handler: Handler): void {
        if (!privileged.get(scheme)?.['standard'] || !privileged.get(scheme)?.['secure']) throw new Error(`the stand-in for Electron wants the scheme ${scheme} standard and secure`)
        handlers.set(scheme, handler)
      },
    })
  }
  get webRequest() {
    const onBeforeRequest = (filter: { readonly urls: readonly string[] }, decide: (details: object, callback: Decide) => void): void => {
      this.beforeRequest = { urls: filter.urls, decide }
    }
    return strict('webRequest', { onBeforeRequest })
  }

  /** Would the app itself have stopped this request? The stand-in does in any case. */
  cancels(url: string): boolean {
    if (!this.beforeRequest?.urls.some((pattern) => matches(pattern, url))) return false
    let isCancelled = false
    this.beforeRequest.decide({ url }, ({ cancel }) => (isCancelled = cancel === true))
    return isCancelled
  }
  /** As the browser would ask: all three ways. */
  grants(permission: string): { readonly request: boolean; readonly check: boolean; readonly device: boolean } {
    if (!this.permissionRequest || !this.permissionCheck || !this.devicePermission) throw new Error('a permission handler is missing: Electron would grant')
    let request = false
    this.permissionRequest(null, permission, (granted) => (request = granted), {})
    return { request, check: this.permissionCheck(null, permission, 'app://runthrough', {}), device: this.devicePermission({ deviceType: permission }) }
  }
}

export const session = strict('session', { defaultSession: strict('session.defaultSession', new Session()) })

function matches(pattern: string, url: string): boolean {
  const [, scheme] = /^([a-z]+):\/\/\*\/\*$/.exec(pattern) ?? []
  if (scheme === undefined) throw new Error(`the stand-in for Electron does not know the pattern ${pattern}`)
  return url.startsWith(`${scheme}:`)
}
