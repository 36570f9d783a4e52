/** What belongs to the system: dialogs, menu, notifications, theme, screens, power, links. A dialog that no test has an answer for throws. */
import { record, strict, StrictEmitter } from './strict.ts'

type Answered = 'showMessageBox' | 'showOpenDialog'
const answers: Record<Answered, object[]> = { showMessageBox: [], showOpenDialog: [] }

/** For the next dialog of this kind. */
export function answerNext(kind: Answered, answer: object): void {
  answers[kind].push(answer)
}

function ask(kind: Answered) {
  return (...args: readonly unknown[]): Promise<object> => {
    const options = args.at(-1)
    record('dialog', kind, structuredClone(options), args.length > 1)
    const answer = answers[kind].shift()
    if (answer === undefined) throw new Error(`the stand-in for Electron has no answer for dialog.${kind}: ${JSON.stringify(options)}`)
    return Promise.resolve(answer)
  }
}

export const dialog = strict('dialog', {
  showMessageBox: ask('showMessageBox'),
  showOpenDialog: ask('showOpenDialog'),
  showErrorBox: (title: string, content: string): void => record('error box', title, content),
})

export interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly enabled?: boolean
  readonly checked?: boolean
  readonly accelerator?: string
  readonly click?: (item: MenuItem) => void
  readonly submenu?: readonly MenuItem[]
}

const ROLES = new Set(['about', 'services', 'hide', 'hideOthers', 'unhide', 'quit', 'close', 'undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'reload', 'toggleDevTools', 'windowMenu', 'help'])

class MenuOfApp {
  items: readonly MenuItem[]
  constructor(items: readonly MenuItem[]) {
    this.items = items
  }
  /** As a person: by the labels from the top on; what is greyed out can't be clicked. */
  choose(...labels: readonly string[]): void {
    const item = find(this.items, labels)
    if (!item) throw new Error(`the menu has no ${labels.join(' → ')}`)
    if (item.enabled === false) throw new Error(`${labels.join(' → ')} is greyed out`)
    if (!item.click) throw new Error(`${labels.join(' → ')} does nothing of the app’s own`)
    item.click(item)
  }
}

function find(items: readonly MenuItem[], [first, ...rest]: readonly string[]): MenuItem | undefined {
  const item = items.find(({ label, role }) => label?.replace('&', '') === first || role === first)
  return rest.length === 0 ? item : find(item?.submenu ?? [], rest)
}

function check(items: readonly MenuItem[]): void {
  const keys = new Set<string>()
  for (const item of items) {
    if (item.role !== undefined && !ROLES.has(item.role)) throw new Error(`there is no role ${item.role}`)
    if (item.role === undefined && item.type !== 'separator' && !item.label) throw new Error('a menu item has no label')
    if (item.accelerator !== undefined && keys.has(item.accelerator)) throw new Error(`${item.accelerator} stands twice in one menu`)
    keys.add(item.accelerator ?? '')
    check(item.submenu ?? [])
  }
}

let applicationMenu: MenuOfApp | null = null
export const Menu = strict('Menu', {
  buildFromTemplate(template: readonly MenuItem[]): MenuOfApp {
    check(template)
    return new MenuOfApp(template)
  },
  setApplicationMenu(menu: MenuOfApp | null): void {
    applicationMenu = menu
    record('menu', menu?.items.flatMap(({ submenu }) => submenu ?? []).filter(({ enabled }) => enabled === false).map(({ label }) => label))
  },
  getApplicationMenu: (): MenuOfApp | null => applicationMenu,
})

class NotificationOfApp extends StrictEmitter {
  static isSupported = (): boolean => true
  options: object
  constructor(options: object) {
    super(['click', 'close', 'show', 'failed'])
    this.options = options
  }
  show(): void {
    shownNotifications.push(this)
    record('notification', this.options)
  }
}
export const shownNotifications: NotificationOfApp[] = []
export const Notification = strict('Notification', NotificationOfApp)

class NativeTheme extends StrictEmitter {
  source = 'system'
  isSystemDark = process.env['STAND_IN_DARK'] === '1'
  constructor() {
    super(['updated'])
  }
  get themeSource(): string {
    return this.source
  }
  set themeSource(source: string) {
    if (this.source === source) return
    this.source = source
    this.emit('updated')
  }
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark' || (this.source === 'system' && this.isSystemDark)
  }
}
export const nativeTheme = strict('nativeTheme', new NativeTheme())

const displays = JSON.parse(process.env['STAND_IN_DISPLAYS'] ?? '[{"x":0,"y":0,"width":1920,"height":1040}]') as readonly object[]
export const screen = strict('screen', {
  getPrimaryDisplay: () => ({ workArea: displays[0] }),
  getAllDisplays: () => displays.map((workArea) => ({ workArea })),
})

let lastBlocker = 0
const blockers = new Set<number>()
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(type: string): number {
    lastBlocker += 1
    blockers.add(lastBlocker)
    record('awake', type)
    return lastBlocker
  },
  stop(id: number): boolean {
    if (!blockers.delete(id)) throw new Error(`no blocker ${id} is there`)
    record('may sleep')
    return true
  },
  isStarted: (id: number): boolean => blockers.has(id),
})

export const powerMonitor = strict('powerMonitor', new StrictEmitter(['shutdown']))

export const shell = strict('shell', {
  openExternal(url: string): Promise<void> {
    record('opened outside', url)
    return Promise.resolve()
  },
  showItemInFolder: (path: string): void => record('shown in folder', path),
})
