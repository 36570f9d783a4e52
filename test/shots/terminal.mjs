/**
 * `npm run shots`: the pictures of the live view in docs/images. Rehearses orders-cutover a few times, so that there is history,
 * then once more on a terminal (tmux), and photographs it at the moments that show most. Needs tmux and Chromium.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sizeOf, toHtml } from './ansi.mjs'
import { photograph } from './chromium.mjs'
import { openPane } from './tmux.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const images = join(root, 'docs/images')
const tool = [process.execPath, join(root, 'electron/cli/bin.mjs')]
const COLUMNS = 140
const ROWS = 32

const folder = mkdtempSync(join(tmpdir(), 'runthrough-shots-'))
const rehearse = ['rehearse', join(root, 'runbooks/orders-cutover.yaml'), '--env', 'local', '--data', join(folder, 'data'), '--as', 'Maria', '--input', 'orders=100000', '--input', 'port=5740', '--input', `work=${join(folder, 'work')}`]
let pane

try {
  mkdirSync(images, { recursive: true })
  rehearsed('once through', 0)
  for (const step of ['place-order', 'traffic', 'announce-switch']) rehearsed(`back from ${step}`, 0, '--rollback-at', step)
  rehearsed('once more through', 0)

  pane = openPane({ name: 'live', columns: COLUMNS, rows: ROWS, argv: [...tool, ...rehearse], env: { COLORTERM: 'truecolor', LC_ALL: 'C.UTF-8' } })
  await pane.until(/NOW {2}Everybody is on the bridge/)
  pane.type('d')
  await pane.until(/Link to the bridge/)
  pane.type('Enter')
  shoot('live-view', await pane.until(/[45]\d %.*of 100,/))

  await pane.until(/NOW {2}Is traffic low enough/)
  pane.type('R')
  await pane.until(/rollback/)
  pane.write('rollback')
  pane.type('Enter')
  pane.write('Checkout answers slowly')
  pane.type('Enter')
  shoot('live-view-rollback', await pane.until(/◀ ROLLING BACK {2}Restore/))
  await pane.until(/rolled-back|rolled back/)
} finally {
  pane?.close()
  rmSync(folder, { recursive: true, force: true })
}

function rehearsed(what, code, ...more) {
  process.stdout.write(`rehearsing: ${what}\n`)
  const { status, stderr } = spawnSync(tool[0], [tool[1], ...rehearse, '--auto', ...more], { encoding: 'utf8' })
  if (status !== code) throw new Error(`the rehearsal “${what}” ended with code ${status}:\n${stderr}`)
}

function shoot(name, screen) {
  photograph(toHtml(screen, COLUMNS, ROWS), sizeOf(COLUMNS, ROWS), join(images, `${name}.png`), folder)
  process.stdout.write(`docs/images/${name}.png\n`)
}
