/** The environment of a child: a few names and what the step says, nothing else of the host's. */
import { delimiter, dirname } from 'node:path'

const POSIX = ['HOME', 'LANG', 'TMPDIR']
/** Without these Windows cannot start most programs at all. */
const WINDOWS = ['SystemRoot', 'ComSpec', 'PATHEXT', 'USERPROFILE', 'TEMP', 'TMP']

/** `node` is the Node that runs supervisors: its folder comes first in PATH, so that `node` in a runbook is the version it was written for, and is there where none is installed. */
export function childEnv(host: Readonly<Record<string, string | undefined>>, node: string, own: Readonly<Record<string, string>>): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of process.platform === 'win32' ? [...POSIX, ...WINDOWS] : POSIX) {
    const value = host[name]
    if (value !== undefined) env[name] = value
  }
  env['PATH'] = [dirname(node), host['PATH'] ?? ''].filter((part) => part !== '').join(delimiter)
  return { ...env, ...own }
}
