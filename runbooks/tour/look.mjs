// Looks whether a file is there (or gone): look.mjs WORK there|gone NAME…   Exit 0 = yes, 1 = no.
import { existsSync } from 'node:fs'
import { fail, start } from './common.mjs'

const { rest, file } = start('look.mjs WORK there|gone NAME…', 2)
const [what, ...names] = rest
if (!['there', 'gone'].includes(what)) fail(`"${what}" is neither there nor gone`, 2)
const wrong = names.filter((name) => existsSync(file(name)) !== (what === 'there'))
if (wrong.length > 0) fail(`Not ${what}: ${wrong.join(', ')}`)
console.log(`${names.join(', ')}: ${what}`)
