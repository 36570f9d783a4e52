/** The one window: a sandboxed page of ours, where it was, on a ground in its theme's colour. */
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { GROUND } from './ground.ts'
import { ORIGIN } from './pageAddress.ts'
import { MIN_SIZE, placeOn, readWindowState, writeWindowState, type WindowState } from './windowState.ts'

export interface WindowOptions {
  /** Built, absolute. */
  readonly preload: string
  /** Where its state is kept, absolute. */
  readonly stateFile: string
  /** Linux shows it; elsewhere the package brings it. */
  readonly icon?: string
  /** False keeps it open. */
  mayClose(): boolean
}

export interface OpenWindow {
  readonly window: BrowserWindow
  setTheme(theme: WindowState['theme']): void
  /** To the front, from wherever it was. */
  show(): void
}

export function openWindow({ preload, stateFile, icon, mayClose }: WindowOptions): OpenWindow {
  let state = readWindowState(stateFile)
  nativeTheme.themeSource = state.theme
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)

  const window = new BrowserWindow({
    ...placeOn(areas, state.bounds),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Runthrough',
    backgroundColor: ground(),
    ...(icon === undefined ? {} : { icon }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      // It would fetch dictionaries.
      spellcheck: false,
      // Clocks go on where the window is covered.
      backgroundThrottling: false,
    },
  })
  if (state.maximised) window.maximize()

  window.once('ready-to-show', () => window.show())
  // The title comes by the channel, with the state of the page.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.on('close', (event) => {
    keep()
    if (!mayClose()) event.preventDefault()
  })
  nativeTheme.on('updated', () => !window.isDestroyed() && window.setBackgroundColor(ground()))
  void window.loadURL(`${ORIGIN}/`)

  function keep(): void {
    state = { ...state, bounds: window.getNormalBounds(), maximised: window.isMaximized() }
    writeWindowState(stateFile, state)
  }

  return {
    window,
    setTheme(theme) {
      if (theme === state.theme) return
      nativeTheme.themeSource = theme
      state = { ...state, theme }
      keep()
    },
    show() {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}

function ground(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light
}
