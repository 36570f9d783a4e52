/** A scratch tree with the project's own configurations in the project's own places, to plant violations in. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '../..')

const BIN = { oxlint: 'node_modules/oxlint/bin/oxlint', tsc: 'node_modules/typescript/bin/tsc' }

export interface Scratch {
  /** Runs a tool in the scratch tree; its findings, each line starting with the file's name. */
  run(tool: keyof typeof BIN, args: readonly string[]): { readonly code: number | null; readonly findings: readonly string[] }
  remove(): void
}

/** `files`: path in the tree → text. */
export function plant(files: Readonly<Record<string, string>>): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'runthrough-law-'))
  const configurations = ['.oxlintrc.json', 'package.json', ...globSync('{electron,renderer}/**/tsconfig*.json', { cwd: projectRoot })]
  for (const file of configurations) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    copyFileSync(join(projectRoot, file), join(root, file))
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'junction')
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return {
    run(tool, args) {
      const done = spawnSync(process.execPath, [join(projectRoot, BIN[tool]), ...args], { cwd: root, encoding: 'utf8' })
      return { code: done.status, findings: `${done.stdout}${done.stderr}`.split('\n').filter((line) => line !== '') }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
