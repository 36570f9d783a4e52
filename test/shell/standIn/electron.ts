/** What `import … from 'electron'` gives in the main process of a test. A name that is not here does not exist: the import fails. */
export { app } from './app.ts'
export { BrowserWindow } from './browserWindow.ts'
export { dialog, Menu, nativeTheme, Notification, powerMonitor, powerSaveBlocker, screen, shell } from './native.ts'
export { protocol, session } from './session.ts'
export { utilityProcess } from './utilityProcess.ts'
