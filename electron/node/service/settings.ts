/** What the person at this data folder has chosen, in settings.json there. */
import { realpathSync, readdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { Settings } from '../../contract/shapes/settings.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Host } from '../host.ts'
import { readJsonFile, writeJsonFile } from './jsonFile.ts'

export type SettingsChange = { readonly [Key in keyof Settings]?: Settings[Key] | undefined }

export interface SettingsStore {
  read(): Settings
  /** @throws RunthroughError `unreadable-file` (a folder), `disk-full` */
  write(change: SettingsChange): Settings
  onChange(listener: (settings: Settings, before: Settings) => void): void
  /** What the person must be told about how it was read. */
  readonly told: string | null
}

const DEFAULTS: Settings = { name: '', theme: 'system', comparison: 'median', folders: [], letterKeys: true, notify: true, windowAlert: 0.8 }

export function openSettings(host: Host): SettingsStore {
  const file = join(host.store.files.folder, 'settings.json')
  // One that an older version wrote has fewer of them.
  const { value, told } = readJsonFile(host, file, Settings.partial())
  let settings = merged(DEFAULTS, value ?? {})
  const listeners = new Set<(settings: Settings, before: Settings) => void>()
  return {
    told,
    read: () => settings,
    write(change) {
      const before = settings
      const next = merged(before, { ...change, ...(change.name === undefined ? {} : { name: change.name.trim() }), ...(change.folders === undefined ? {} : { folders: foldersOf(change.folders, before.folders) }) })
      writeJsonFile(file, next)
      settings = next
      for (const listener of listeners) listener(next, before)
      return next
    },
    onChange: (listener) => void listeners.add(listener),
  }
}

function merged(base: Settings, change: SettingsChange): Settings {
  return Settings.parse({ ...base, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) })
}

/** By their real paths, each once. One that was there before may have vanished meanwhile: a disk that is not plugged in. */
function foldersOf(wanted: readonly string[], known: readonly string[]): string[] {
  return [...new Set(wanted.map((folder) => (known.includes(folder) ? folder : readableFolder(folder))))]
}

/** The real path. @throws RunthroughError `unreadable-file` */
export function readableFolder(folder: string): string {
  if (!isAbsolute(folder)) throw new RunthroughError('unreadable-file', `${folder} is no whole path.`, 'Give the folder from the root on, such as /srv/runbooks.')
  try {
    const real = realpathSync(folder)
    readdirSync(real)
    return real
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = { ENOENT: 'there is no such folder', ENOTDIR: 'it is no folder', EACCES: 'it may not be read', EPERM: 'it may not be read' }[code ?? '']
    throw new RunthroughError('unreadable-file', `${folder} can't be looked into: ${why ?? (error as Error).message}.`, 'Choose a folder that is there and that you may read.')
  }
}
