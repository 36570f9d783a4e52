/** `npm start`: sets up and opens the example. For now that is a rehearsal in the terminal; arguments are passed on. */
import { join } from 'node:path'
import { ensure, exitWith } from './ensure.mjs'
import { launch } from './launch.mjs'
import { projectRoot } from './paths.mjs'

await exitWith(async () => {
  await ensure()
  const example = join(projectRoot, 'runbooks/orders-cutover.yaml')
  const auto = process.stdout.isTTY ? [] : ['--auto']
  return launch(['rehearse', example, '--env', 'local', ...auto, ...process.argv.slice(2)])
})
