/** Writes runbooks/trusted.json (the examples are approved by it, see docs on trust). Build first: npx tsc -b electron/cli */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { manifestText } from '../../out/node/manifest.js'

const runbooks = fileURLToPath(new URL('../../runbooks', import.meta.url))
writeFileSync(`${runbooks}/trusted.json`, manifestText(runbooks))
console.log(`wrote ${runbooks}/trusted.json`)
