// note WORK NAME: leaves a file. absent WORK NAME: fails where it is. wait WORK: until there is a file "go" (ends well) or "fail" (ends badly, and takes it away), no longer than a test may take.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [what, work, name] = process.argv.slice(2)
if (what === 'note') writeFileSync(join(work, name), '')
if (what === 'absent') process.exit(existsSync(join(work, name)) ? 1 : 0)
if (what === 'wait') {
  process.stdout.write('waiting\n')
  const timer = setInterval(() => {
    // Its test is over, or was killed.
    if (!existsSync(work) || performance.now() > 300_000) process.exit(1)
    if (existsSync(join(work, 'go'))) clearInterval(timer)
    if (existsSync(join(work, 'fail'))) {
      rmSync(join(work, 'fail'))
      process.exit(1)
    }
  }, 20)
}
