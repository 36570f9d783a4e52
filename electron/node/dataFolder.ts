/** Where a user's history lives unless told otherwise. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** `asked` (--data) wins over RUNTHROUGH_DATA, that over what the platform suggests. Absolute. */
export function dataFolder(asked: string | undefined, env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const named = asked ?? env['RUNTHROUGH_DATA']
  if (named) return resolve(named)
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Runthrough')
  if (platform === 'win32') return join(env['APPDATA'] || join(homedir(), 'AppData', 'Roaming'), 'Runthrough')
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'runthrough')
}
