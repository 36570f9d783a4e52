/** Draws the icons of every system from the two SVGs: `node electron/shell/packaging/icons.mjs`. Needs a Chromium, as the tests do. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright'

const folder = resolve(import.meta.dirname, '../icons')
/** Up to there the simpler drawing is used, px. */
const SMALL = 32
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512]
const ICO = [16, 24, 32, 48, 64, 128, 256]
/** Types of an ICNS file that hold PNG, and their sizes. */
const ICNS = { icp4: 16, icp5: 32, ic11: 32, icp6: 64, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 }

const drawn = await draw([...new Set([...LINUX, ...ICO, ...Object.values(ICNS)])])
mkdirSync(join(folder, 'linux'), { recursive: true })
for (const size of LINUX) writeFileSync(join(folder, 'linux', `${size}x${size}.png`), drawn.get(size))
writeFileSync(join(folder, 'icon.png'), drawn.get(512))
writeFileSync(join(folder, 'icon.ico'), ico(ICO))
writeFileSync(join(folder, 'icon.icns'), icns(ICNS))
process.stdout.write(`drew ${drawn.size} sizes into ${folder}\n`)

async function draw(sizes) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  const page = await browser.newPage()
  const pictures = new Map()
  for (const size of sizes) {
    const svg = readFileSync(join(folder, size <= SMALL ? 'small.svg' : 'icon.svg'), 'utf8')
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
    pictures.set(size, await page.screenshot({ omitBackground: true }))
  }
  await browser.close()
  return pictures
}

/** Windows: a directory of PNGs. https://learn.microsoft.com/windows/win32/menurc/newheader */
function ico(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(sizes.length, 4)
  let at = head.length
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index
    const { length } = drawn.get(size)
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += length
  })
  return Buffer.concat([head, ...sizes.map((size) => drawn.get(size))])
}

/** macOS: type, length and PNG of each, one after the other. */
function icns(types) {
  const parts = Object.entries(types).flatMap(([type, size]) => [headed(type, drawn.get(size).length), drawn.get(size)])
  return Buffer.concat([headed('icns', parts.reduce((sum, { length }) => sum + length, 0)), ...parts])
}

function headed(type, bytes) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(bytes + 8, 4)
  return head
}
