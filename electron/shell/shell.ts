/** The desktop shell: one window on one history. Each part stands in a file of its own; here they meet. */
import { join } from 'node:path'
import { app, Menu, session, shell, utilityProcess } from 'electron'
import { z } from 'zod'
import { createClient } from '../contract/client.ts'
import type { MenuCommand, PageFrame } from '../contract/shellFrames.ts'
import { systemClock } from '../node/clock.ts'
import { keepAwake } from './awake.ts'
import { reloadAfterCrash } from './crash.ts'
import { createFiles } from './files.ts'
import { createHostProcess } from './hostProcess.ts'
import { createLinks } from './links.ts'
import { openLog } from './log.ts'
import { menuTemplate } from './menu.ts'
import { notifyOfAlerts } from './notify.ts'
import { openPageChannel, type PageWish } from './pageChannel.ts'
import { places } from './places.ts'
import { servePage } from './protocol.ts'
import { askBeforeQuitting } from './quit.ts'
import { watchRuns } from './runWatch.ts'
import { denyNetwork, denyPermissions, guardContents } from './security.ts'
import { askAboutTrouble } from './trouble.ts'
import { openWindow, type OpenWindow } from './window.ts'

export interface ShellOptions {
  /** The history's folder, absolute. */
  readonly folder: string
  /** The window's own, inside it. */
  readonly own: string
  /** Named when it was started, absolute. */
  readonly runbooks: readonly string[]
}

type PageState = Extract<PageFrame, { say: 'state' }>
const SecondStart = z.object({ runbooks: z.array(z.string()) })

export async function startShell({ folder, own, runbooks }: ShellOptions): Promise<void> {
  const wanted = [...runbooks]
  let openFiles = (paths: readonly string[]): void => void wanted.push(...paths)
  let opened: OpenWindow | undefined = undefined
  const window = () => opened?.window

  app.on('second-instance', (_event, _args, _folder, data) => {
    opened?.show()
    openFiles(SecondStart.safeParse(data).data?.runbooks ?? [])
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openFiles([path])
  })
  const openLink = createLinks(window)
  guardContents(app, openLink)
  await app.whenReady()

  const at = places()
  const clock = systemClock()
  const log = openLog(join(own, 'shell.log'), clock)
  denyPermissions(session.defaultSession)
  denyNetwork(session.defaultSession)
  servePage(session.defaultSession, at.bundle)
  app.setAboutPanelOptions({ applicationName: 'Runthrough', applicationVersion: app.getVersion(), copyright: 'MIT License', iconPath: at.icon })

  const host = createHostProcess({
    setting: { folder, nodePath: at.node, version: app.getVersion() },
    clock,
    log,
    fork: () => utilityProcess.fork(at.host, [], { serviceName: 'Runthrough host' }),
    onTrouble: (trouble) => askAboutTrouble(trouble, window(), () => quitting.now()),
  })
  const client = createClient({ clock, connect: host.connect })
  const watch = watchRuns(client, clock.wallMs())
  const quitting = askBeforeQuitting({
    window,
    driven: () => watch.open.filter(({ driver }) => driver === 'here'),
    async end() {
      client.close()
      await host.end()
    },
  })

  let page: PageState = { t: 'shell', say: 'state', title: '', file: null, run: null, theme: 'system' }
  opened = openWindow({ preload: at.preload, stateFile: join(own, 'window.json'), icon: at.icon, mayClose: quitting.mayClose })
  const { setTheme, show } = opened
  const { webContents } = opened.window
  const channel = openPageChannel({ contents: webContents, log, connect: host.connect, onPage })
  reloadAfterCrash(opened.window, { clock, log, quit: quitting.now })

  const files = createFiles({ client, window, onOpened: (file) => channel.say({ say: 'opened', path: file }) })
  openFiles = (paths) => void files.open(paths)
  openFiles(wanted)

  notifyOfAlerts({
    watch,
    // Of a host that does not answer just now: rather one notification too many than none.
    wanted: () => client.call('settings.read', {}).then(({ notify }) => notify, () => true),
    isSeen: (run) => page.run === run && opened?.window.isFocused() === true,
    onClick: showRun,
  })
  keepAwake(watch)
  watch.onOpen(drawMenu)
  drawMenu()

  function onPage(wish: PageWish): void {
    if (wish.say === 'choose-file') void choose()
    else if (wish.say === 'open-link') openLink(wish.url)
    else if (wish.say === 'dropped') openFiles(wish.paths)
    else {
      page = wish
      setTheme(wish.theme)
      window()?.setTitle(wish.title === '' ? 'Runthrough' : `${wish.title} · Runthrough`)
      drawMenu()
    }
  }

  async function choose(): Promise<void> {
    channel.say({ say: 'chosen', path: await files.choose() })
  }

  async function openRunbook(): Promise<void> {
    const path = await files.choose()
    if (path !== null) openFiles([path])
  }

  function showRun(run: string): void {
    show()
    channel.say({ say: 'show-run', run })
  }

  function drawMenu(): void {
    const state = { theme: page.theme, hasFile: page.file !== null, hasRun: page.run !== null, isRunning: watch.open.length > 0 }
    const actions = {
      command: (command: MenuCommand) => channel.say({ say: 'menu', command }),
      openRunbook: () => void openRunbook(),
      showCurrentRun() {
        const run = watch.open[0]?.run
        if (run !== undefined) showRun(run)
      },
      showDocs: () => shell.showItemInFolder(at.docs),
    }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, actions, { platform: process.platform, isPackaged: app.isPackaged })))
  }
}
