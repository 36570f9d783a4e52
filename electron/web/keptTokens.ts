/**
 * The tokens of a web host on a port that was asked for: kept in the data folder, so that its links still lead there after a restart,
 * and every open page finds its way back by itself. A host on any free port makes new ones each time.
 */
import { join } from 'node:path'
import { z } from 'zod'
import { ROLES } from '../contract/roles.ts'
import type { Host } from '../node/host.ts'
import { readJsonFile, writeJsonFile } from '../node/service/jsonFile.ts'
import { createTokens, isToken, type Tokens } from './tokens.ts'

const token = z.string().refine(isToken)
const Kept = z.strictObject({ captain: token, operator: token, rollback: token, observer: token })

/** `renew`: links that were given out before lead nowhere from now on. @throws RunthroughError `disk-full` */
export function keptTokens(host: Host, renew: boolean): Tokens {
  const file = join(host.store.files.folder, 'links.json')
  const kept = renew ? undefined : readJsonFile(host, file, Kept).value
  if (kept) return kept
  const made = createTokens(ROLES)
  writeJsonFile(file, made)
  return made
}
