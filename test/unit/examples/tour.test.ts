/** The programs behind runbooks/tour.yaml, and that all examples are well-formed. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { examine } from '../../../electron/core/machine/examine.ts'
import { runbooks, script } from './scratch.ts'

let work: string
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'runthrough-tour-'))
})
afterEach(() => rmSync(work, { recursive: true, force: true }))
const tour = (name: string, ...rest: string[]) => script([`tour/${name}.mjs`, work, ...rest])

test.each(['orders-cutover.yaml', 'postgres-cluster-move.yaml', 'tour.yaml'])('%s has no findings', (file) => {
  expect(examine(readFileSync(join(runbooks, file), 'utf8')).diagnostics).toEqual([])
})

test('the tour shows every kind of step and of branch', () => {
  const text = readFileSync(join(runbooks, 'tour.yaml'), 'utf8')
  for (const kind of ['manual', 'command', 'migration', 'check', 'announce', 'gate', 'decision', 'hold', 'wait', 'rollback', 'fix-forward', 'fallback'])
    expect(text).toMatch(new RegExp(`kind: ${kind}\\b`))
})

test('the knock fails once, then passes', async () => {
  expect((await tour('flaky')).code).toBe(1)
  expect((await tour('flaky')).code).toBe(0)
})

test('the count prints its progress, and a probe reads how far it is', async () => {
  expect((await tour('count', 'rows', '1000', 'probe')).out).toBe('0/1000 rows\n')
  expect((await tour('count', 'rows', '1000')).out).toMatch(/^50\/1000 rows\n(.*\n)*1000\/1000 rows\n$/)
  expect((await tour('count', 'rows', '1000', 'probe')).out).toBe('1000/1000 rows\n')
  expect(readFileSync(join(work, 'rows'), 'utf8')).toBe('168 primes\n')
})

test('notes are written, looked at and removed', async () => {
  expect((await tour('look', 'there', 'a')).err).toBe('Not there: a\n')
  await tour('note', 'write', 'a', 'b')
  expect((await tour('look', 'there', 'a', 'b')).code).toBe(0)
  expect((await tour('answer', 'no', 'a')).code).toBe(0)
  expect((await tour('answer', 'no', 'c')).code).toBe(1)
  await tour('note', 'remove', 'a', 'b')
  expect((await tour('look', 'gone', 'a', 'b')).code).toBe(0)
})

test('only a folder that the tour made is emptied', async () => {
  expect((await tour('reset')).code).toBe(0)
  await tour('note', 'write', 'a')
  expect((await tour('reset')).code).toBe(0)
  expect(readdirSync(work)).toEqual(['.tour'])
  rmSync(join(work, '.tour'))
  writeFileSync(join(work, 'mine.txt'), '')
  expect((await tour('reset')).code).toBe(1)
  expect(readdirSync(work)).toEqual(['mine.txt'])
})
