// Fails the first time and passes from the second on, like a service that is still coming up.
import { existsSync, writeFileSync } from 'node:fs'
import { fail, start } from './common.mjs'

const { file } = start('flaky.mjs WORK', 0)
if (!existsSync(file('flaky-tried'))) {
  writeFileSync(file('flaky-tried'), 'once\n')
  fail('Not ready yet: try again')
}
console.log('Ready')
