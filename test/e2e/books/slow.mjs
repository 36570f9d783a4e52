// note WORK NAME: leaves a file. absent WORK NAME: fails where it is. wait WORK: says in "started" that it runs, then waits for a file "go" (ends well) or "fail" (ends badly, and takes it away).
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [what, work, name] = process.argv.slice(2)
if (what === 'note') writeFileSync(join(work, name), '')
if (what === 'absent') process.exit(existsSync(join(work, name)) ? 1 : 0)
if (what === 'wait') {
  appendFileSync(join(work, 'started'), `${process.pid}\n`)
  process.stdout.write('the program waits\n')
  const timer = setInterval(() => {
    // Its test is over, and the folder gone with it.
    if (!existsSync(work)) process.exit(1)
    if (existsSync(join(work, 'go'))) {
      process.stdout.write('the program goes on\n')
      clearInterval(timer)
    }
    if (existsSync(join(work, 'fail'))) {
      rmSync(join(work, 'fail'))
      process.stderr.write('the program fails\n')
      process.exit(1)
    }
  }, 20)
}
