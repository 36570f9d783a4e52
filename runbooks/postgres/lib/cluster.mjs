// Scratch clusters: made, started and stopped. They listen on 127.0.0.1 only, on ports that are free, with a password that is made
// for them; a socket file would need a path shorter than 107 bytes, which a work folder need not have.
// PostgreSQL refuses to run as root: there its programs run as "postgres", or as "nobody" where there is none.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from './common.mjs'
import { program } from './programs.mjs'

const SETTINGS = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_level = logical
max_connections = 30
max_wal_senders = 6
max_replication_slots = 6
shared_buffers = '32MB'
wal_receiver_status_interval = '1s'
wal_retrieve_retry_interval = '500ms'
timezone = 'UTC'
log_timezone = 'UTC'
`
const PORT_TRIES = 5
const TEMPORARY = 'runthrough-postgres-'

/** The folder for both clusters: in the work folder, as root elsewhere, since the servers' user may not get into root's folders. */
export function homeFor(folder) {
  const user = serverUser()
  if (user.uid === undefined) {
    const home = join(folder, 'clusters')
    mkdirSync(home, { recursive: true, mode: 0o700 })
    return home
  }
  const home = mkdtempSync(join(tmpdir(), TEMPORARY))
  chownSync(home, user.uid, user.gid)
  return home
}

/** Makes an empty cluster, starts it, and gives how it is reached. */
export async function createCluster(home, name, programs) {
  const data = join(home, name)
  const owner = { user: 'postgres', password: randomBytes(24).toString('hex') }
  const secret = join(home, `${name}.secret`)
  writeFileSync(secret, `${owner.password}\n`, { mode: 0o600 })
  giveToServer(secret)
  // Not synced: what is lost with the machine's power is built anew. What is written later is synced as ever.
  serverProgram('initdb', programs, home, ['-D', data, '-U', owner.user, '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C', '--no-sync'])
  rmSync(secret)
  appendFileSync(join(data, 'postgresql.conf'), SETTINGS)
  const port = await start(home, name, programs)
  return { host: '127.0.0.1', port, database: 'postgres', owner }
}

/** Returns when it is gone; false where it was not there. `mode`: fast ends it in order, immediate at once. */
export function stopCluster(home, name, programs, mode) {
  const data = join(home, name)
  if (!existsSync(join(data, 'postmaster.pid'))) return false
  const stopped = run('pg_ctl', programs, home, ['stop', '-D', data, '-m', mode, '-w', '-t', '20'])
  if (stopped.status === 0) return true
  if (mode !== 'immediate') return stopCluster(home, name, programs, 'immediate')
  // A pid file may be left of one that was killed: then there is nothing to stop.
  if (run('pg_ctl', programs, home, ['status', '-D', data]).status === 0) fail(`The cluster in ${data} can't be stopped: ${stopped.stderr}`)
  return true
}

/** Stops both and removes all of them. `home`: as `homeFor` gave it. */
export function removeClusters(home, folder, programs) {
  if (!existsSync(home)) return
  if (home !== join(folder, 'clusters') && !home.startsWith(join(tmpdir(), TEMPORARY))) fail(`${home} is no folder that was made here: it is left alone`)
  for (const name of ['old', 'new']) stopCluster(home, name, programs, 'immediate')
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}

async function start(home, name, programs) {
  for (let left = PORT_TRIES; ; left--) {
    const port = await freePort()
    const started = run('pg_ctl', programs, home, ['start', '-D', join(home, name), '-l', logOf(home, name), '-o', `-p ${port}`, '-w', '-t', '60'])
    if (started.status === 0) return port
    const log = existsSync(logOf(home, name)) ? readFileSync(logOf(home, name), 'utf8').slice(-2_000) : started.stderr
    // Somebody else took the port in between.
    if (left === 0 || !/Address already in use/.test(log)) fail(`The ${name} cluster does not start:\n${log}`)
  }
}

/** One that nobody has now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

const logOf = (home, name) => join(home, `${name}.log`)

function serverProgram(name, programs, home, argv) {
  const { status, stderr, stdout } = run(name, programs, home, argv)
  if (status !== 0) fail(`${name} failed in ${home}:\n${stderr || stdout}`)
}

function run(name, programs, home, argv) {
  const { uid, gid } = serverUser()
  const as = uid === undefined ? {} : { uid, gid }
  const ended = spawnSync(program(name, programs), argv, { ...as, cwd: home, env: { PATH: process.env.PATH, LANG: 'C', LC_ALL: 'C' }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  return ended.error ? { status: -1, stdout: '', stderr: ended.error.message } : ended
}

function giveToServer(file) {
  const { uid, gid } = serverUser()
  chmodSync(file, 0o600)
  if (uid !== undefined) chownSync(file, uid, gid)
}

/** Nobody else than ourselves, unless we are root. */
function serverUser() {
  if (process.platform === 'win32') fail('This runbook needs Linux or macOS: PostgreSQL is started here by hand')
  if (process.getuid() !== 0) return {}
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  return fail('PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody": start Runthrough as another user')
}
