/** Is everything where it should be? Looks only; nothing is made or mended. */
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { release } from 'node:os'
import { dirname, join } from 'node:path'
import { hasDisplay } from './display.ts'
import { openReadable, quickCheck } from './store/connection.ts'
import { listBackups } from './store/backup.ts'
import { dataFiles } from './store/files.ts'
import { readMigrations, versionOf } from './store/migrate.ts'

export interface Finding {
  readonly code: string
  readonly severity: 'info' | 'warning' | 'error'
  readonly message: string
  /** What to do; '' where there is nothing to do. */
  readonly hint: string
}

export interface Checkup {
  /** False where a finding is an error. */
  readonly ok: boolean
  readonly findings: readonly Finding[]
}

export interface Patient {
  /** The user's data folder. */
  readonly folder: string
  /** The app's own one. */
  readonly app: string
  readonly env: NodeJS.ProcessEnv
}

const NODE_MAJOR = 24
const LEAST_FREE_BYTES = 200 * 2 ** 20

export function examineSetup({ folder, app, env }: Patient): Checkup {
  const findings = [...versions(app), ...places(folder, app), ...permissions(folder), ...database(folder), ...space(folder), ...electron(app, env)]
  return { ok: findings.every(({ severity }) => severity !== 'error'), findings }
}

const info = (code: string, message: string): Finding => ({ code, severity: 'info', message, hint: '' })
const warning = (code: string, message: string, hint: string): Finding => ({ code, severity: 'warning', message, hint })
const error = (code: string, message: string, hint: string): Finding => ({ code, severity: 'error', message, hint })

function versions(app: string): Finding[] {
  const major = Number.parseInt(process.versions.node, 10)
  const node = `Node ${process.version} on ${process.platform} ${process.arch} (${release()})`
  return [
    info('app-version', `Runthrough ${appVersion(app)}`),
    major >= NODE_MAJOR ? info('node-version', node) : error('node-version', `${node} is too old.`, `Use Node ${NODE_MAJOR} or later.`),
  ]
}

export function appVersion(app: string): string {
  return (JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { version: string }).version
}

function places(folder: string, app: string): Finding[] {
  const found = [info('app-folder', `The app is in ${app}`), info('data-folder', `History is in ${folder}${existsSync(folder) ? '' : ' (made by the first run)'}`)]
  if (!existsSync(join(app, 'runbooks', 'trusted.json'))) found.push(warning('no-manifest', 'The list of approved examples is missing: they want an approval like any other runbook.', 'Install Runthrough again.'))
  return found
}

function permissions(folder: string): Finding[] {
  const nearest = nearestExisting(folder)
  if (!statSync(nearest).isDirectory()) return [error('data-not-writable', `${nearest} is a file, not a folder.`, 'Give another folder with --data DIR.')]
  if (!may(nearest, constants.W_OK)) return [error('data-not-writable', `${nearest} can't be written.`, 'Give another folder with --data DIR, or change its owner or permissions.')]
  if (nearest !== folder || process.platform === 'win32') return []
  const mode = statSync(folder).mode & 0o777
  if ((mode & 0o077) === 0) return [info('data-permissions', 'Only you can read the history.')]
  return [warning('data-permissions', `Others can look into ${folder} (mode ${mode.toString(8)}).`, `Close it: chmod 700 ${folder} (the next run does so too).`)]
}

function database(folder: string): Finding[] {
  const { database: file, backups } = dataFiles(folder)
  if (!existsSync(file)) return [info('no-history', 'There is no history yet.')]
  const newest = readMigrations().at(-1)?.version ?? 0
  try {
    const db = openReadable(file)
    try {
      const version = versionOf(db)
      if (version > newest) return [error('newer-database', `The history was written by a newer Runthrough (its version ${version}, ours ${newest}).`, 'Use that newer Runthrough, or another folder with --data DIR.')]
      const pages = quickCheck(db)
      const state = pages === 'ok' ? info('database', `The history is sound (version ${version}).`) : damaged(file, pages)
      return [state, backupsOf(backups)]
    } finally {
      db.close()
    }
  } catch (cause) {
    return [damaged(file, (cause as Error).message), backupsOf(backups)]
  }
}

function damaged(file: string, what: string): Finding {
  return error('damaged-database', `${file} is damaged: ${what}`, 'Start any run: the damaged file is set aside, the newest backup is restored and what can be read is replayed. Nothing is deleted.')
}

function backupsOf(folder: string): Finding {
  const [newest] = listBackups(folder)
  return info('backups', newest === undefined ? 'There is no backup yet.' : `The newest backup is ${newest}`)
}

function space(folder: string): Finding[] {
  const { bavail, bsize } = statfsSync(nearestExisting(folder))
  const free = bavail * bsize
  const text = `${Math.round(free / 2 ** 20)} MiB are free under ${folder}.`
  return [free < LEAST_FREE_BYTES ? warning('little-space', text, 'Free some space before a run: events are written to this disk.') : info('space', text)]
}

function electron(app: string, env: NodeJS.ProcessEnv): Finding[] {
  const package_ = join(app, 'node_modules', 'electron')
  if (!existsSync(join(package_, 'package.json'))) return [info('electron-missing', 'Electron is not part of this version: Runthrough runs in the terminal and in a browser.')]
  const path = join(package_, 'path.txt')
  const binary = existsSync(path) ? join(package_, 'dist', readFileSync(path, 'utf8').trim()) : undefined
  if (binary === undefined || !existsSync(binary)) return [warning('electron-binary-missing', 'Electron\'s package is there, its program is not: it is fetched by the first npm start on a display.', `Fetch it now: node ${join(package_, 'install.js')}`)]
  const found = [info('electron', `Electron ${appVersion(package_)} is in ${dirname(binary)}`)]
  if (!hasDisplay(env)) found.push(warning('no-display', 'There is no display here: the desktop window can\'t open.', 'Use the terminal or a browser (runthrough serve), or start it in a desktop session.'))
  return found
}

function nearestExisting(folder: string): string {
  for (let at = folder; ; at = dirname(at)) if (existsSync(at) || at === dirname(at)) return at
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}
