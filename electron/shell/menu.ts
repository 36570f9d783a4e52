/** The native menu: what the system does by its roles, what the shell does itself, and what is asked of the page. */
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../contract/shellFrames.ts'
import type { Settings } from '../contract/shapes/settings.ts'

/** What stands in the menu depends on this; it is made anew when it changes. */
export interface MenuState {
  readonly theme: Settings['theme']
  /** A runbook is shown, so a run of it can be begun. */
  readonly hasFile: boolean
  /** A run is shown. */
  readonly hasRun: boolean
  /** A run is under way, shown or not. */
  readonly isRunning: boolean
}

export interface MenuActions {
  /** Asks the page. */
  command(command: MenuCommand): void
  openRunbook(): void
  showCurrentRun(): void
  showDocs(): void
}

export interface MenuPlace {
  readonly platform: NodeJS.Platform
  /** An installed app has no developer's tools. */
  readonly isPackaged: boolean
}

const THEMES = { 'theme-system': ['system', 'As the system'], 'theme-dark': ['dark', 'Dark'], 'theme-light': ['light', 'Light'] } as const satisfies Partial<Record<MenuCommand, readonly [Settings['theme'], string]>>
const LINE: MenuItemConstructorOptions = { type: 'separator' }

export function menuTemplate(state: MenuState, actions: MenuActions, { platform, isPackaged }: MenuPlace): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const settings: MenuItemConstructorOptions = { label: 'Settings…', accelerator: 'CmdOrCtrl+,', click: () => actions.command('settings') }

  const own: MenuItemConstructorOptions = {
    label: 'Runthrough',
    submenu: [{ role: 'about' }, LINE, settings, LINE, { role: 'services' }, LINE, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, LINE, { role: 'quit' }],
  }
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'Open Runbook…', accelerator: 'CmdOrCtrl+O', click: actions.openRunbook },
      { label: 'New Run…', accelerator: 'CmdOrCtrl+N', enabled: state.hasFile, click: () => actions.command('new-run') },
      LINE,
      ...(isMac ? [{ role: 'close' } as const] : [settings, LINE, { role: 'quit' } as const]),
    ],
  }
  const edit: MenuItemConstructorOptions = {
    label: '&Edit',
    submenu: [{ role: 'undo' }, { role: 'redo' }, LINE, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, LINE, { role: 'selectAll' }],
  }
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { label: 'Library', accelerator: 'CmdOrCtrl+1', click: () => actions.command('library') },
      { label: 'Current Run', accelerator: 'CmdOrCtrl+2', enabled: state.hasRun || state.isRunning, click: () => (state.hasRun ? actions.command('run') : actions.showCurrentRun()) },
      { label: 'War Room', accelerator: 'CmdOrCtrl+3', enabled: state.hasRun, click: () => actions.command('war-room') },
      LINE,
      {
        label: 'Theme',
        submenu: Object.entries(THEMES).map(([command, [theme, label]]) => ({ label, type: 'radio', checked: state.theme === theme, click: () => actions.command(command as keyof typeof THEMES) })),
      },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      LINE,
      { role: 'reload' },
      ...(isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
    ],
  }
  const windows: MenuItemConstructorOptions = { role: 'windowMenu' }
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: '&Help',
    submenu: [
      { label: 'Keys', accelerator: 'F1', click: () => actions.command('keys') },
      { label: 'Documentation', click: actions.showDocs },
      ...(isMac ? [] : [LINE, { role: 'about' } as const]),
    ],
  }
  return isMac ? [own, file, edit, view, windows, help] : [file, edit, view, help]
}
