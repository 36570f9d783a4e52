/** Is what was packed really Electron? A stand-in for it packs just as well, and must never be taken for the app. */
import { closeSync, existsSync, openSync, readSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Electron's own code, on every system. */
export const LEAST_BYTES = 100_000_000
const STARTS = { linux: ['7f454c46'], darwin: ['cffaedfe', 'cafebabe', 'cefaedfe'], win32: ['4d5a'] }

/** Undefined where it is, else why not. `folder`: the packed app; `platform` as Node names it. */
export function whyNotElectron(folder, platform, name = 'runthrough') {
  const file = programOf(folder, platform, name)
  if (file === undefined || !existsSync(file)) return `there is no program in ${folder}`
  const start = startOf(file)
  if (!STARTS[platform]?.some((known) => start.startsWith(known))) return `${file} is no program of ${platform}: it starts with ${start}`
  const { size } = statSync(file)
  return size < LEAST_BYTES ? `${file} has ${size} bytes, Electron has more than ${LEAST_BYTES}` : undefined
}

/** Where Electron's code is: on macOS in a framework beside a small program. */
function programOf(folder, platform, name) {
  if (platform !== 'darwin') return join(folder, platform === 'win32' ? 'Runthrough.exe' : name)
  const app = readdirSync(folder).find((each) => each.endsWith('.app'))
  return app && join(folder, app, 'Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework')
}

function startOf(file) {
  const bytes = Buffer.alloc(4)
  const fd = openSync(file, 'r')
  readSync(fd, bytes, 0, 4, 0)
  closeSync(fd)
  return bytes.toString('hex')
}
