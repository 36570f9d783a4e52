/**
 * `npm start`: sets up and opens the app on the example runbooks, in a window where Electron and a display are to be had, else in a
 * browser. Arguments are passed on; one that only the web host knows means the web host.
 */
import { lacksDisplay, openWindow } from './electron.mjs'
import { ensure, exitWith } from './ensure.mjs'
import { launch } from './launch.mjs'
import { projectRoot, say } from './paths.mjs'

const OF_SERVE = /^--(port|bind|tls-cert|tls-key|share|new-links|open|no-open|json|help)(=|$)|^-h$/

await exitWith(async () => {
  await ensure(projectRoot, { app: true })
  process.chdir(projectRoot)
  const args = process.argv.slice(2)
  if (args.some((arg) => OF_SERVE.test(arg))) return launch(['serve', ...args])

  const { code, why } = await openWindow(projectRoot, args)
  if (why === undefined) return code
  say(`no window, because ${why}; here is the same app for a browser.`)
  return launch(['serve', ...(lacksDisplay() ? [] : ['--open']), ...args])
})
