// Empties the tour's work folder, but only one that the tour made itself.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, start } from './common.mjs'

const { folder } = start('reset.mjs WORK', 0)
const marker = join(folder, '.tour')
const found = readdirSync(folder).filter((name) => name !== '.tour')
if (found.length > 0 && !existsSync(marker)) fail(`${folder} holds files that are not from the tour: choose an empty folder`)
for (const name of found) rmSync(join(folder, name), { recursive: true, force: true })
writeFileSync(marker, 'The work folder of the tour. Its first step empties it.\n')
console.log(`${folder} is empty`)
