/** Trust is bound to exact bytes at an exact place: flip, move, link, swap, rewrite between approval and start. */
import { appendFileSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allSteps } from '../../electron/core/runbook/model.ts'
import { readRunbook, usable } from '../../electron/node/catalog.ts'
import { approve, executionsOf, isTrusted, refuseChanged, trustFacts } from '../../electron/node/trust.ts'
import { temporaryFolder, testClock, testStore } from './store/support.ts'

/** A runbook with one command in a folder of its own. */
function book(run: string, files: Readonly<Record<string, string>> = {}) {
  const folder = join(temporaryFolder(), 'book')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const file = join(folder, 'book.yaml')
  writeFileSync(
    file,
    `runbook: book
title: Book
environments: { local: { grade: 1, vars: { NAME: x } } }
roles: { captain: {} }
phases:
  - phase: one
    rollback: { branch: back }
    steps:
      - { step: act, kind: command, planned: 1m, owner: captain, timeout: 1m, run: ${run} }
branches:
  - branch: back
    kind: rollback
    steps:
      - { step: look, kind: manual, planned: 1m, owner: captain }
    ends: rolled-back
`,
  )
  return { folder, file }
}

function factsOf(file: string) {
  const read = readRunbook(file)
  const { runbook } = usable(read)
  return { read, runbook, facts: trustFacts(read, runbook) }
}

const pathsOf = (file: string): string[] => factsOf(file).facts.files.map(({ path }) => path)

test('an approval covers the runbook, the files that literal arguments name inside its folder, and its globs', () => {
  const { file, folder } = book('{ command: ["sh", "go.sh", "--flag", "${vars.NAME}"], files: ["lib*"] }', { 'go.sh': 'a', 'lib-1': 'b', 'lib-2': 'c', other: 'd' })
  expect(pathsOf(file)).toEqual(['book.yaml', 'go.sh', 'lib-1', 'lib-2'])
  const before = factsOf(file).facts.trustSha256
  writeFileSync(join(folder, 'other'), 'changed')
  expect(factsOf(file).facts.trustSha256).toBe(before)
  writeFileSync(join(folder, 'lib-3'), '')
  expect(factsOf(file).facts.trustSha256).not.toBe(before)
})

test('a script whose name begins with two dots is inside the folder, too', () => {
  expect(pathsOf(book('{ command: ["sh", "..go.sh"] }', { '..go.sh': '' }).file)).toEqual(['..go.sh', 'book.yaml'])
})

test('a script that is named by its absolute path, also by one through a link, is covered', () => {
  const { file, folder } = book('{ command: ["sh", "go.sh"] }', { 'go.sh': '' })
  symlinkSync(folder, join(folder, '..', 'link'))
  for (const named of [join(folder, 'go.sh'), join(folder, '..', 'link', 'go.sh')]) {
    cpSync(book(`{ command: ["sh", "${named}"] }`).file, file)
    expect(pathsOf(file)).toEqual(['book.yaml', 'go.sh'])
  }
})

test('an argument may be any text: one too long for a path, or none at all', () => {
  const { file } = book(`{ command: ["sh", "-c", "${'x'.repeat(5_000)}", "a\\0b", "", "."] }`)
  expect(pathsOf(file)).toEqual(['book.yaml'])
})

test('one changed byte, another place, or another key takes an approval back; a link to the same file does not', () => {
  const store = testStore()
  const { file, folder } = book('{ command: ["sh", "go.sh"] }', { 'go.sh': 'one' })
  const trusted = (at: string, by = store): boolean => isTrusted(by, factsOf(at).read, factsOf(at).facts)
  expect(trusted(file)).toBe(false)
  approve(store, factsOf(file).read, factsOf(file).facts, 'Ada', testClock())
  expect(trusted(file)).toBe(true)
  symlinkSync(file, join(folder, '..', 'linked.yaml'))
  expect(trusted(join(folder, '..', 'linked.yaml'))).toBe(true)

  cpSync(folder, join(folder, '..', 'copy'), { recursive: true })
  expect(trusted(join(folder, '..', 'copy', 'book.yaml'))).toBe(false)

  writeFileSync(join(folder, 'go.sh'), 'onf')
  expect(trusted(file)).toBe(false)
  rmSync(join(folder, 'go.sh'))
  expect(trusted(file)).toBe(false)
  writeFileSync(join(folder, 'elsewhere'), 'two')
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'go.sh'))
  expect(trusted(file)).toBe(false)
  writeFileSync(join(folder, 'elsewhere'), 'one')
  expect(trusted(file)).toBe(true)

  appendFileSync(file, '\n')
  expect(trusted(file)).toBe(false)

  // A copied database brings its rows, not its key.
  cpSync(file, join(folder, 'spare.yaml'))
  approve(store, factsOf(file).read, factsOf(file).facts, 'Ada', testClock())
  renameSync(join(store.files.folder, 'trust.key'), join(store.files.folder, 'key.away'))
  expect(trusted(file)).toBe(false)
  writeFileSync(join(store.files.folder, 'trust.key'), Buffer.alloc(32))
  expect(trusted(file)).toBe(false)
})

test('what was approved is looked at again right before it starts: rewritten, swapped, new or grown into a glob', () => {
  const { file, folder } = book('{ command: ["sh", "go.sh", "late.sh"], files: ["lib*"] }', { 'go.sh': 'one', 'lib-1': '' })
  const { read, runbook, facts } = factsOf(file)
  const [act] = [...allSteps(runbook)].map(({ step }) => step)
  const start = (): void => refuseChanged(read, facts)(executionsOf(act!))
  start()
  writeFileSync(join(folder, 'go.sh'), 'two')
  expect(start).toThrow(/go\.sh is no longer what was approved/)
  writeFileSync(join(folder, 'go.sh'), 'one')
  start()
  writeFileSync(join(folder, 'late.sh'), '')
  expect(start).toThrow(/late\.sh/)
  rmSync(join(folder, 'late.sh'))
  writeFileSync(join(folder, 'lib-2'), '')
  expect(start).toThrow(/lib-2/)
  rmSync(join(folder, 'lib-2'))
  // The runbook itself is not read again: its commands come from the bytes that were approved.
  writeFileSync(file, 'runbook: other\n')
  start()
  rmSync(join(folder, 'go.sh'))
  expect(start).toThrow(/go\.sh/)
})
