#!/usr/bin/env node
/** The command `runthrough`. In a checkout it installs and builds what is missing or stale first. */
import { ensure, exitWith } from '../setup/ensure.mjs'
import { launch } from '../setup/launch.mjs'

await exitWith(async () => {
  const args = process.argv.slice(2)
  // The one command that shows the page.
  await ensure(undefined, { app: args[0] === 'serve' })
  return launch(args)
})
