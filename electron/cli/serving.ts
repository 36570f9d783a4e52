/** Serves the app until the process is told to end; what it drives is let go of then, and programs run on. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RunthroughError } from '../core/errors.ts'
import { ROLES, type Role } from '../contract/roles.ts'
import { appFolder } from '../node/appFolder.ts'
import { openAppHost, type AppHost } from '../node/appHost.ts'
import { appVersion } from '../node/doctor.ts'
import { keptTokens } from '../web/keptTokens.ts'
import { reachOf } from '../web/reach.ts'
import { createTokens } from '../web/tokens.ts'
import { startWebHost, type WebHost } from '../web/webHost.ts'
import { SIGNAL_EXITS } from './exits.ts'
import { listenForInterrupts } from './interrupts.ts'
import { openBrowser } from './openBrowser.ts'
import { print, printJson, stderrLog, table, tell } from './output.ts'
import type { Setting } from './setting.ts'

export interface Serving {
  /** 0: any that is free. */
  readonly port: number
  readonly bind: string | undefined
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  readonly share: boolean
  readonly newLinks: boolean
  readonly open: boolean
}

/** What a link is good for. */
const MAY: Readonly<Record<Role, string>> = {
  captain: 'everything',
  operator: 'works on steps',
  rollback: 'sees runs and may start the way back',
  observer: 'only looks',
}
/** A browser that starts slowly has read its file by then. */
const OPENED_WITHIN_MS = 60_000

/** The exit code. @throws RunthroughError where it can't listen, or the history can't be opened */
export async function serve(setting: Setting, { port, bind, tlsCert, tlsKey, share, newLinks, open }: Serving): Promise<number> {
  const reach = reachOf({ bind, certFile: tlsCert, keyFile: tlsKey })
  const pageFolder = builtPage()
  const interrupts = listenForInterrupts()
  let web: WebHost | undefined
  let app: AppHost | undefined
  try {
    app = await openAppHost({
      folder: setting.folder,
      version: appVersion(appFolder()),
      account: setting.actor.name,
      log: stderrLog(Boolean(process.env['RUNTHROUGH_DEBUG'])),
      links: () => web?.links ?? { links: null, reach: null },
    })
    const { host, serve, takenUp } = app
    for (const { message } of host.store.notices) tell(message)
    for (const run of takenUp) tell(`run ${run} is taken up where it stood: the host that drove it had died`)
    const tokens = port === 0 ? createTokens(ROLES) : keptTokens(host, newLinks)
    web = await startWebHost({ ...reach, pageFolder, tokens, port, clock: host.clock, log: host.log, serve: (wire, role) => void serve(wire, { role, via: 'link' }) })
    show(web, setting, share)
    const putAway = open ? openIn(web, setting, host) : undefined
    const signal = await interrupts.first
    putAway?.()
    tell(`Ended. Programs that were started run on; take a run up again in the app, or with: runthrough resume${setting.dataOption}`)
    return SIGNAL_EXITS[signal]
  } finally {
    interrupts.end()
    await web?.close()
    await app?.close()
  }
}

function show({ origin, links: { links, reach }, url }: WebHost, { json }: Setting, share: boolean): void {
  const link = url('captain') ?? ''
  const shown = (links ?? []).filter(({ role }) => share || role === 'captain')
  if (json) printJson({ url: link, reach, links: shown })
  else if (share) for (const line of table(shown.map(({ role, url }) => [role, MAY[role as Role], url]))) print(line)
  else print(link)
  tell(`${share ? 'Whoever has a link has its role' : 'Whoever has this link is the captain'}; ${reach === 'network' ? `others in the network reach it at ${origin}` : 'only this machine is listened to'}. Ctrl-C ends it, programs run on.`)
}

/** Returns what puts its file away again. */
function openIn(web: WebHost, { folder }: Setting, { clock }: AppHost['host']): () => void {
  const opening = openBrowser(web.url('captain') ?? '', { folder })
  void opening.trouble.then((trouble) => trouble === undefined || tell(`No browser was opened (${trouble}). Open the link yourself.`))
  const cancel = clock.after(OPENED_WITHIN_MS, opening.end)
  return () => {
    cancel()
    opening.end()
  }
}

function builtPage(): string {
  const folder = join(appFolder(), 'out', 'renderer')
  if (!existsSync(join(folder, 'index.html'))) throw new RunthroughError('unreadable-file', `The page is missing: there is no ${join(folder, 'index.html')}.`, 'In a checkout: npm run build. Else this copy of Runthrough is not complete, install it again.')
  return folder
}
