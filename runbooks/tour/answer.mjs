// Succeeds or fails as its argument says, so that an input can choose the way: answer.mjs WORK yes|no [NAME]
// With NAME, "no" turns into "yes" once a file of that name is there.
import { existsSync } from 'node:fs'
import { fail, start } from './common.mjs'

const { rest, file } = start('answer.mjs WORK yes|no [NAME]', 1)
const [answer, name] = rest
if (!['yes', 'no'].includes(answer)) fail(`"${answer}" is neither yes nor no`, 2)
if (answer === 'no' && !(name && existsSync(file(name)))) fail('The answer is no')
console.log('The answer is yes')
