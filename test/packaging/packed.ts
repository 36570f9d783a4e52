/** The app packed around a stub, once for a test file; in processes of their own, as a person would. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

export interface Packed {
  readonly folder: string
  /** The app as it is installed. */
  readonly app: string
  readonly resources: string
  /** Absolute, by kind. */
  readonly files: Readonly<Record<string, string>>
}

export interface Ended {
  readonly code: number | null
  readonly output: string
}

const PACK = fileURLToPath(new URL('./pack.ts', import.meta.url))

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-package-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function pack(folder: string, ...kinds: readonly string[]): Promise<Packed> {
  const { code, output } = await runPack([folder, ...kinds], { RUNTHROUGH_PACKS_A_STUB: '1' })
  if (code !== 0) throw new Error(output)
  const { made } = JSON.parse(output.split('\n').find((line) => line.startsWith('{"made"')) ?? '') as { readonly made: readonly string[] }
  const app = join(folder, 'made/linux-unpacked')
  return { folder, app, resources: join(app, 'resources'), files: Object.fromEntries(kinds.map((kind) => [kind, made.find((file) => file.endsWith(`.${kind}`)) ?? ''])) }
}

export function runPack(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return runNode([PACK, ...args], env)
}

export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { RUNTHROUGH_TEST_REPORT: _report, VITEST: _vitest, ...outer } = process.env
  const child = spawn(process.execPath, [...args], { env: { ...outer, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
