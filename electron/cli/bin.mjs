#!/usr/bin/env node
/** The command `runthrough`. In a checkout it installs and builds what is missing or stale first. */
import { ensure, exitWith } from '../setup/ensure.mjs'
import { launch } from '../setup/launch.mjs'

await exitWith(async () => {
  await ensure()
  return launch(process.argv.slice(2))
})
