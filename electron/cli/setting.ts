/** What every command is given besides its own arguments: where history is, who asks, and whether somebody is there to answer. */
import { statSync } from 'node:fs'
import type { Command } from 'commander'
import { RunthroughError } from '../core/errors.ts'
import type { Actor } from '../core/ports.ts'
import { accountName } from '../node/account.ts'
import { dataFolder } from '../node/dataFolder.ts'
import { createHost, type Host } from '../node/host.ts'
import { showArgument } from '../node/showText.ts'
import { dataFiles } from '../node/store/files.ts'
import { stderrLog, tell } from './output.ts'

export interface CommonOptions {
  readonly json?: boolean
  readonly data?: string
  readonly as?: string
}

export interface Setting {
  readonly json: boolean
  readonly folder: string
  readonly actor: Actor
  /** True where a person can be shown things and can answer: a terminal, and no `--json`. */
  readonly attended: boolean
  /** To be added to commands that are suggested, ' --data DIR' or ''. */
  readonly dataOption: string
}

/** A command with its summary, an example and the options that all have. */
export function define(program: Command, usage: string, summary: string, example: string): Command {
  return program
    .command(usage)
    .summary(summary)
    .description(summary)
    .addHelpText('after', `\nExample:\n  $ ${example}`)
    .option('--json', 'print one JSON document and nothing else')
    .option('--data <dir>', 'where history lives (else RUNTHROUGH_DATA, else your data folder)')
    .option('--as <name>', 'your name, as the log shall show it (else your account\'s)')
}

export function settingOf({ json = false, data, as }: CommonOptions): Setting {
  if (as !== undefined && as.trim() === '') throw new RunthroughError('bad-input', 'The name after --as is empty.', 'Give your name: --as "Maria"')
  return {
    json,
    folder: dataFolder(data, process.env),
    actor: { name: as?.trim() ?? accountName(), via: 'terminal' },
    attended: !json && process.stdin.isTTY && process.stdout.isTTY,
    dataOption: data === undefined ? '' : ` --data ${showArgument(data)}`,
  }
}

/** Opens (and makes, where it is missing) the user's history. */
export function openHost({ folder }: Setting): Host {
  const host = createHost({ folder, log: stderrLog(Boolean(process.env['RUNTHROUGH_DEBUG'])) })
  for (const { message } of host.store.notices) tell(message)
  return host
}

/** The host is closed whatever happens. */
export async function withHost<T>(setting: Setting, work: (host: Host) => T | Promise<T>): Promise<T> {
  const host = openHost(setting)
  try {
    return await work(host)
  } finally {
    host.close()
  }
}

/** For commands that only look: where there is no history none is made, and `work` gets undefined. */
export function withHistory<T>(setting: Setting, work: (host: Host | undefined) => T | Promise<T>): T | Promise<T> {
  return hasHistory(setting.folder) ? withHost(setting, work) : work(undefined)
}

/** One that may not be looked at is there: opening it says why it can't be. */
function hasHistory(folder: string): boolean {
  try {
    return statSync(dataFiles(folder).database, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}
