/** The real service on a real host: a data folder of its own, a runbook that is not approved yet, and the programs that it starts. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { createHost, type Host } from '../../electron/node/host.ts'
import type { ServiceHandle } from '../../electron/node/service/compose.ts'
import { createService } from '../../electron/node/service/service.ts'

export interface RealService {
  readonly host: Host
  readonly handle: ServiceHandle
  /** An empty folder of runbooks. */
  readonly folder: string
  /** A runbook in there whose rehearsal says "hello", asks one question and ends. */
  readonly file: string
}

const BOOK = `runbook: small
title: Small
window: { length: 1h, safety-floor: 5m }
environments: { local: { grade: 1 } }
inputs:
  - { id: word, title: Word, default: hello }
roles: { captain: {} }
readiness: [{ id: told, what: Support knows, evidence: required }]
phases:
  - phase: one
    rollback: { branch: back }
    steps:
      - { step: greet, kind: command, planned: 1s, owner: captain, timeout: 1m, run: { command: ["node", "greet.mjs", "\${inputs.word}"] } }
      - { step: ask, kind: manual, planned: 1m, owner: captain }
branches:
  - branch: back
    kind: rollback
    loses: { text: Some orders, probe: { command: ["node", "greet.mjs", "12 orders"] } }
    steps:
      - { step: look, kind: check, planned: 1s, owner: captain, timeout: 1m, run: { command: ["node", "greet.mjs", "back"] }, on: { failure: hold } }
    ends: rolled-back
`

export function realService(): RealService {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'runthrough-contract-')))
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const host = createHost({ folder: join(folder, 'data'), log })
  const handle = createService(host, { version: '1.2.3', account: 'ada', machine: 'test', examples: fileURLToPath(new URL('../../runbooks', import.meta.url)) })
  onTestFinished(async () => {
    await handle.close()
    host.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  const file = join(folder, 'small.yaml')
  writeFileSync(file, BOOK)
  writeFileSync(join(folder, 'greet.mjs'), "console.log(process.argv[2])\n")
  return { host, handle, folder, file }
}
