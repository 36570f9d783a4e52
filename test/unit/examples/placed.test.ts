/** The examples of an installed app are worked with in the data folder, and are as approved there as where they were shipped. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { readRunbook, usable } from '../../../electron/node/catalog.ts'
import { placeExamples } from '../../../electron/node/examples.ts'
import { createHost, type Host } from '../../../electron/node/host.ts'
import { isTrusted, trustFacts } from '../../../electron/node/trust.ts'
import { temporaryFolder } from '../store/support.ts'

const SHIPPED = fileURLToPath(new URL('../../../runbooks', import.meta.url))
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

function host(): Host {
  const made = createHost({ folder: temporaryFolder(), log: silent })
  onTestFinished(() => made.close())
  return made
}

function trusted(of: Host, file: string): boolean {
  const book = readRunbook(file)
  return isTrusted(of.store, book, trustFacts(book, usable(book).runbook))
}

test('they are copied whole, and approved without asking', () => {
  const at = host()
  const folder = placeExamples(at, SHIPPED, '1.0.0')
  expect(folder).toBe(join(at.store.files.folder, 'examples', '1.0.0'))
  for (const name of ['tour.yaml', 'orders-cutover.yaml', 'postgres-cluster-move.yaml']) expect(trusted(at, join(folder, name)), name).toBe(true)
  expect(existsSync(join(folder, 'tour/common.mjs'))).toBe(true)
  expect(readdirSync(join(at.store.files.folder, 'examples'))).toEqual(['1.0.0'])
})

test('what the person changed there stays, and wants an approval like any other runbook', () => {
  const at = host()
  const folder = placeExamples(at, SHIPPED, '1.0.0')
  appendFileSync(join(folder, 'tour.yaml'), '# mine\n')
  expect(placeExamples(at, SHIPPED, '1.0.0')).toBe(folder)
  expect(trusted(at, join(folder, 'tour.yaml'))).toBe(false)
  expect(trusted(at, join(folder, 'orders-cutover.yaml'))).toBe(true)
})

test('a newer version brings its own beside the older ones', () => {
  const at = host()
  const old = placeExamples(at, SHIPPED, '1.0.0')
  writeFileSync(join(old, 'mine.txt'), 'x')
  const next = placeExamples(at, SHIPPED, '1.1.0')
  expect(next).not.toBe(old)
  expect([existsSync(join(old, 'mine.txt')), existsSync(join(next, 'mine.txt'))]).toEqual([true, false])
})

test('examples that are not what was shipped are not approved', () => {
  const at = host()
  const changed = join(temporaryFolder(), 'runbooks')
  mkdirSync(changed)
  cpSync(SHIPPED, changed, { recursive: true })
  appendFileSync(join(changed, 'tour/count.mjs'), '// other\n')
  const folder = placeExamples(at, changed, '1.0.0')
  expect(trusted(at, join(folder, 'tour.yaml'))).toBe(false)
})
