#!/usr/bin/env node
/** Stands where electron-builder wants fpm, which it would fetch: makes a deb with Debian's own dpkg-deb. Only what electron-builder asks for. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const { options, depends, places } = read(process.argv.slice(2))
if (options.t !== 'deb') throw new Error(`only deb is made here, not ${options.t}`)
const root = mkdtempSync(join(tmpdir(), 'runthrough-deb-'))
chmodSync(root, 0o755)

// `from=to`, where a from that ends with a slash is a folder's contents.
for (const place of places) {
  const at = place.lastIndexOf('=')
  const [from, to] = [place.slice(0, at), join(root, place.slice(at + 1))]
  mkdirSync(from.endsWith('/') ? to : dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true })
}

const control = join(root, 'DEBIAN')
mkdirSync(control)
const fields = {
  Package: options.name,
  Version: options.version,
  Architecture: options.architecture,
  Maintainer: options.maintainer,
  Priority: options['deb-priority'],
  Section: options.category,
  'Installed-Size': Math.ceil(sizeOf(root) / 1_024),
  Depends: depends.join(', '),
  Recommends: options['deb-recommends'],
  Homepage: options.url,
  Description: options.description?.trim().replaceAll(/\n+/g, '\n '),
}
writeFileSync(join(control, 'control'), `${Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n')}\n`)
for (const [option, script] of [['after-install', 'postinst'], ['after-remove', 'postrm']]) {
  if (!options[option]) continue
  copyFileSync(options[option], join(control, script))
  chmodSync(join(control, script), 0o755)
}
// What is made of a stub is looked at and thrown away.
const compression = process.env.RUNTHROUGH_PACKS_A_STUB === '1' ? 'none' : (options['deb-compression'] ?? 'xz')
execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', root, options.package], { stdio: 'inherit' })
rmSync(root, { recursive: true })

/** Bytes of all files below. */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0), 0)
}

function read(words) {
  const found = { options: {}, depends: [], places: [] }
  while (words.length > 0) {
    const word = words.shift()
    if (word === '--force') continue
    if (word === '-d') found.depends.push(words.shift())
    else if (word.startsWith('-')) found.options[word.replace(/^-+/, '')] = words.shift()
    else found.places.push(word)
  }
  return found
}
