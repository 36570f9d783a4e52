// copy WORK: takes four seconds, or none where there is a file "quick". up WORK: fails while there is a file "down".
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const [what, work] = process.argv.slice(2)
if (what === 'copy' && !existsSync(join(work, 'quick'))) setTimeout(() => process.stdout.write('copied\n'), 4_000)
if (what === 'up') process.exit(existsSync(join(work, 'down')) ? 1 : 0)
