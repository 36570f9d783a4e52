/** A page as a PNG, by the Chromium that is on the machine. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const NAMES = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter((name) => name)
/** Two pixels of the picture for each of the page: it stays sharp where it is shown large. */
const SCALE = 2

export function photograph(html, { width, height }, file, folder) {
  const page = join(folder, 'page.html')
  writeFileSync(page, html)
  const found = NAMES.find((name) => spawnSync(name, ['--version']).status === 0)
  if (found === undefined) throw new Error('Chromium is needed for this (Debian: apt-get install chromium)')
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars']
  const { status, stderr } = spawnSync(found, [...flags, `--user-data-dir=${join(folder, 'chromium')}`, `--force-device-scale-factor=${SCALE}`, `--window-size=${width},${height}`, `--screenshot=${file}`, pathToFileURL(page).href], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${found} took no picture: ${stderr}`)
}
