/** A page as a PNG, by the Chromium that is on the machine. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CHROMIUM_ARGS, chromiumPath } from '../../electron/setup/chromium.mjs'

/** Two pixels of the picture for each of the page: it stays sharp where it is shown large. */
const SCALE = 2

export function photograph(html, { width, height }, file, folder) {
  const page = join(folder, 'page.html')
  writeFileSync(page, html)
  const chromium = chromiumPath()
  const flags = ['--headless', '--disable-gpu', '--hide-scrollbars', ...CHROMIUM_ARGS]
  const { status, stderr } = spawnSync(chromium, [...flags, `--user-data-dir=${join(folder, 'chromium')}`, `--force-device-scale-factor=${SCALE}`, `--window-size=${width},${height}`, `--screenshot=${file}`, pathToFileURL(page).href], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${chromium} took no picture: ${stderr}`)
}
