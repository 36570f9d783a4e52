/** Installs Debian packages that the tests want, where we may: as root, with apt. Elsewhere the test that wants one says so. */
import { spawnSync } from 'node:child_process'
import { runStep } from './child.mjs'

const has = (program) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0

/** Where the program is missing. */
export async function ensurePackage(program, name = program) {
  if (!has(program)) await installPackage(name)
}

/** `around` may do something before and after the installing, which it is given. */
export async function installPackage(name, around = (install) => install()) {
  if (process.platform !== 'linux' || process.getuid() !== 0 || !has('apt-get')) return
  process.stdout.write(`── installing ${name}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () => runStep('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env })
  await around(async () => {
    // The package lists of a fresh machine may be missing or old.
    if ((await install()) !== 0 && (await runStep('apt-get', ['update', '-qq'], { env })) === 0) await install()
  })
}
