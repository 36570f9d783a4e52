/** PostgreSQL for the example that moves a real cluster: the one on the machine, else Debian's package where we are root. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackage } from './debian.mjs'

/** One folder a major version, the server's programs in its `bin`; none of them is on the PATH. */
const DEBIAN = '/usr/lib/postgresql'
/** Debian starts a cluster on port 5432 with the package, unless a file here says no. Nobody asked for one. */
const SETTINGS = '/etc/postgresql-common/createcluster.d'

/** Where `initdb` is. @throws Error that says what to do */
export function postgresFolder({ PATH = '' } = process.env) {
  const folders = [...(existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : []), ...PATH.split(delimiter)]
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')))
  if (found === undefined) throw new Error('These tests move a real PostgreSQL cluster, and there is no PostgreSQL here. Debian, Ubuntu: apt-get install postgresql. Elsewhere: put the folder of initdb on the PATH.')
  return found
}

/** Gets one where there is none; where none can be had, the tests that want it say so. */
export async function ensurePostgres() {
  if (has()) return
  await installPackage('postgresql', async (install) => {
    const file = join(SETTINGS, 'runthrough.conf')
    mkdirSync(SETTINGS, { recursive: true })
    writeFileSync(file, 'create_main_cluster = false\n')
    try {
      await install()
    } finally {
      rmSync(file, { force: true })
    }
  })
}

function has() {
  try {
    return postgresFolder() !== ''
  } catch {
    return false
  }
}
