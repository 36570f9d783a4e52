#!/usr/bin/env node
/** Stands where electron-builder wants 7-Zip, which it would fetch: gzip and zip of the system do what it asks for. */
import { spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'

const [command, ...rest] = process.argv.slice(2)
const level = rest.find((word) => /^-mx=\d$/.test(word))?.slice('-mx='.length) ?? '9'
const [target = '', ...sources] = rest.filter((word) => !word.startsWith('-'))
if (command !== 'a') throw new Error(`only archives are made here, not ${command}`)

if (target.endsWith('.gz')) end(spawnSync('gzip', [`-${Math.max(1, Number(level))}`, '--no-name', '--stdout', ...sources], { stdio: ['ignore', openSync(target, 'w'), 'inherit'] }))
else if (target.endsWith('.zip')) end(spawnSync('zip', [`-${level}`, '-q', '-r', '-y', target, ...sources], { stdio: 'inherit' }))
else throw new Error(`nothing here makes ${target}`)

function end({ status, error }) {
  if (error) throw error
  process.exitCode = status ?? 1
}
