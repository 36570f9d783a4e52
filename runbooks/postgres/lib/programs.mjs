// Where PostgreSQL's programs are. Debian keeps a folder for each major version and puts none of the server's on the PATH.
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fail } from './common.mjs'

const OLDEST = 14
/** Folders that hold one folder a major version, and what lies between that and the programs. */
const HOMES = [
  ['/usr/lib/postgresql', /^(\d+)$/, 'bin'],
  ['/usr', /^pgsql-(\d+)$/, 'bin'],
  ['/opt/homebrew/opt', /^postgresql@(\d+)$/, 'bin'],
  ['/usr/local/opt', /^postgresql@(\d+)$/, 'bin'],
]

/** The path of one program, the newest there is. `folder`: where to look, or `auto`. */
export function program(name, folder = 'auto') {
  const found = (folder === 'auto' ? everywhere() : [folder]).map((place) => join(place, name)).find(existsSync)
  if (found) return found
  return fail(
    [
      `PostgreSQL's program "${name}" is not ${folder === 'auto' ? 'on this machine' : `in ${folder}`}. This runbook moves a real database, so it needs PostgreSQL ${OLDEST} or later:`,
      '  Debian, Ubuntu   apt-get install postgresql',
      '  Fedora, RHEL     dnf install postgresql-server postgresql-contrib',
      '  macOS            brew install postgresql@17',
      'The clusters that these packages may start by themselves are not touched. If it is installed elsewhere, name the folder of its',
      'programs with --input programs=FOLDER. Then start again.',
    ].join('\n'),
  )
}

/** Refuses what is too old to move between. `version`: as the server numbers it, 150018 for 15.18. */
export function refuseOld(version, what) {
  if (Number(version) < OLDEST * 10_000) fail(`${what} is PostgreSQL ${Math.floor(Number(version) / 10_000)}; ${OLDEST} or later is needed`)
}

function everywhere() {
  const versions = HOMES.flatMap(([home, pattern, rest]) =>
    (existsSync(home) ? readdirSync(home) : []).flatMap((name) => {
      const version = pattern.exec(name)?.[1]
      return version ? [{ version: Number(version), folder: join(home, name, rest) }] : []
    }),
  )
  const newestFirst = versions.sort((a, b) => b.version - a.version).map(({ folder }) => folder)
  return [...newestFirst, ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)]
}
