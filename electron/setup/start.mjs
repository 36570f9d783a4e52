/** `npm start`: sets up and opens the example. For now that is a rehearsal in the terminal; arguments are passed on. */
import { ensure, exitWith } from './ensure.mjs'
import { launch } from './launch.mjs'
import { projectRoot } from './paths.mjs'

await exitWith(async () => {
  await ensure()
  process.chdir(projectRoot)
  const auto = process.stdout.isTTY ? [] : ['--auto']
  return launch(['rehearse', 'runbooks/orders-cutover.yaml', '--env', 'local', ...auto, ...process.argv.slice(2)])
})
