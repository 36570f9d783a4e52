/** A host looks at a text once: what starts a run and what takes it up again share what they know of it. */
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import type { Actor } from '../../../electron/core/ports.ts'
import { createHost } from '../../../electron/node/host.ts'
import { resumeRun, startRun } from '../../../electron/node/runs.ts'
import { bookOf, manual } from '../hub/support.ts'
import { temporaryFolder } from '../store/support.ts'

const ada: Actor = { name: 'Ada', via: 'window' }

function host() {
  const its = createHost({ folder: temporaryFolder(), log: { info: () => undefined, warn: () => undefined, error: () => undefined } })
  onTestFinished(() => its.close())
  return its
}

test('a run that is taken up again has the very machine that it was started with', async () => {
  const its = host()
  const file = join(temporaryFolder(), 'book.yaml')
  writeFileSync(file, bookOf([manual('ask'), manual('end')]))
  const first = await startRun(its, { file, mode: 'tabletop', actor: ada })
  first.close()
  const again = resumeRun(its, { run: first.id, actor: ada })
  onTestFinished(() => again.close())
  expect(again.compiled).toBe(first.compiled)
})

test('only those that were looked at last are remembered', () => {
  const { look } = host()
  const text = (number: number): string => bookOf([manual(`step-${number}`)])
  const first = look(text(0))
  expect(look(text(0))).toBe(first)
  for (let number = 1; number <= 8; number += 1) look(text(number))
  expect(look(text(0))).not.toBe(first)
})
