// Writes or removes small files that stand for work: note.mjs WORK write|remove NAME…
import { rmSync, writeFileSync } from 'node:fs'
import { fail, start } from './common.mjs'

const { rest, file } = start('note.mjs WORK write|remove NAME…', 2)
const [what, ...names] = rest
if (!['write', 'remove'].includes(what)) fail(`"${what}" is neither write nor remove`, 2)
for (const name of names) {
  if (what === 'write') writeFileSync(file(name), 'done\n')
  else rmSync(file(name), { force: true })
  console.log(`${name}: ${what === 'write' ? 'written' : 'removed'}`)
}
