/** Where the app's own files are: in a checkout, and in a package beside the archive. */
import { join } from 'node:path'
import { app } from 'electron'
import { appFolder } from '../node/appFolder.ts'

export interface Places {
  /** The built page. */
  readonly bundle: string
  readonly preload: string
  /** What runs in the host process. */
  readonly host: string
  /** The Node for supervisors and for `node` in runbooks. */
  readonly node: string
  /** What Documentation in the menu shows. */
  readonly docs: string
  readonly icon: string
}

export function places(): Places {
  const root = appFolder()
  const beside = app.isPackaged ? process.resourcesPath : undefined
  const node = process.platform === 'win32' ? 'node.exe' : 'node'
  return {
    bundle: join(root, 'out/renderer'),
    preload: join(import.meta.dirname, 'preload.cjs'),
    host: join(import.meta.dirname, 'host.js'),
    node: beside === undefined ? join(root, 'node_modules/node/bin', node) : join(beside, 'node', node),
    docs: join(beside ?? root, 'docs/runbook-format.md'),
    icon: join(root, 'electron/shell/icons/icon.png'),
  }
}
