// Builds the release: a folder with the shop's configuration and the hash of every file it is made of.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, options, places, writeJson } from './lib/common.mjs'

const given = options({ work: undefined, release: undefined })
if (!/^v\d+\.\d+$/.test(given.release)) fail(`"${given.release}" is no release like v2.0`, 2)
if (given.release === 'v1.0') fail('v1.0 is the release that runs now: choose another tag', 2)
const sources = ['shop.mjs', 'lib/common.mjs', 'lib/database.mjs', 'lib/serve.mjs', 'lib/services.mjs']
const files = Object.fromEntries(sources.map((name) => [name, createHash('sha256').update(readFileSync(new URL(name, import.meta.url))).digest('hex')]))
const file = join(places(given.work).releases, given.release, 'shop.json')
writeJson(file, { release: given.release, schema: 'v2', files })
console.log(file)
