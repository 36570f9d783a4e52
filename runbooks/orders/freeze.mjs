// The freeze: while it stands, the shop refuses bulk imports. --do set | lift | check-lifted. Orders go on as ever.
import { existsSync, rmSync } from 'node:fs'
import { fail, makeFolder, options, places, writeJson } from './lib/common.mjs'

const given = options({ work: undefined, do: undefined })
const at = places(given.work)
makeFolder(at.folder)
if (given.do === 'set') writeJson(at.freeze, { since: new Date().toISOString() })
else if (given.do === 'lift') rmSync(at.freeze, { force: true })
else if (given.do !== 'check-lifted') fail('--do is set, lift or check-lifted', 2)
const frozen = existsSync(at.freeze)
if (frozen && given.do !== 'set') fail(`The freeze still stands: ${at.freeze}`)
console.log(frozen ? 'Bulk imports are frozen' : 'Bulk imports are open')
