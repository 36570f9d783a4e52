/** The licences of everything of others that is in a package: what Node loads, and what was bundled into the page. */
import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Where it stands among the resources of a package. */
export const NOTICES = 'THIRD-PARTY.txt'

/** In scripts and in style sheets: what is no file of ours. */
const IMPORT = /(?:\bfrom |\bimport |\bimport\(|\burl\()['"]([^'"./][^'"]*)['"]/g
const LICENCE = /^(licen[cs]e|copying|notice)([.-].*)?$/i
const RULE = '─'.repeat(80)

/** @throws Error where one says nothing about its licence: it must not be shipped before that is known */
export function notices(root) {
  const packages = shipped(root)
  const node = JSON.parse(readFileSync(join(root, 'node_modules/node/package.json'), 'utf8')).version
  const head = [
    'Runthrough is under the MIT License (see LICENSE). It contains the work of others, each under a licence of its own.',
    '',
    'Electron and Chromium: LICENSE.electron.txt and LICENSES.chromium.html, beside the program.',
    `Node.js ${node} (resources/node): https://github.com/nodejs/node/blob/v${node}/LICENSE`,
    '',
    'What is under another licence than the permissive ones comes as its authors publish it, unchanged; its source is at the address that is given.',
    '',
    ...packages.map(({ name, version, licence }) => `${name} ${version}: ${licence}`),
  ]
  return [head.join('\n'), ...packages.map(notice)].join(`\n\n${RULE}\n\n`) + '\n'
}

/** Packages with all that they need when they run, by name; types are nothing that is shipped. */
export function shipped(root) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const open = [...Object.keys(dependencies), ...importedByPage(root)].map((name) => ({ name, from: root }))
  const found = new Map()
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const folder = folderOf(one.name, one.from)
    if (folder === undefined || found.has(folder)) continue
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    found.set(folder, { folder, name: about.name, version: about.version, licence: about.license ?? '', source: sourceOf(about) })
    for (const name of Object.keys(about.dependencies ?? {})) if (!name.startsWith('@types/')) open.push({ name, from: folder })
  }
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
}

function importedByPage(root) {
  const names = new Set()
  for (const file of globSync('renderer/**/*.{ts,tsx,css}', { cwd: root, exclude: ['**/*.config.ts'] })) {
    for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) names.add(target.split('/').slice(0, target.startsWith('@') ? 2 : 1).join('/'))
  }
  return names
}

/** As Node looks for it; undefined where an optional one is not here. */
function folderOf(name, from) {
  for (const place of createRequire(join(from, 'package.json')).resolve.paths(name) ?? []) {
    if (existsSync(join(place, name, 'package.json'))) return join(place, name)
  }
  return undefined
}

function sourceOf({ repository, homepage }) {
  const address = typeof repository === 'string' ? repository : (repository?.url ?? homepage ?? '')
  return /^[\w.-]+\/[\w.-]+$/.test(address) ? `https://github.com/${address}` : address.replace(/^git\+/, '').replace(/^git:/, 'https:').replace(/\.git$/, '')
}

function notice({ folder, name, version, licence, source }) {
  const texts = readdirSync(folder).filter((file) => LICENCE.test(file)).toSorted().map((file) => readFileSync(join(folder, file), 'utf8').trim())
  if (texts.length === 0 && licence === '') throw new Error(`${name} ${version} does not say under which licence it is: it can not be shipped.`)
  return [`${name} ${version}`, `Licence: ${licence || 'see below'}`, ...(source === '' ? [] : [`Source: ${source}`]), '', ...texts].join('\n').trimEnd()
}
