import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { examine } from '../../../electron/core/machine/examine.ts'
import { fixtures } from '../runbook/fixtures.ts'

const places = (text: string): string[] => examine(text).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`).sort()

describe('files', () => {
  for (const { name, text, expected } of fixtures('bad').filter(({ machine }) => machine))
    test(`${name} gives exactly what it expects, each at its place`, () => {
      expect(places(text)).toEqual(expected)
    })

  const folder = new URL('../../../runbooks/', import.meta.url)
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml')))
    test(`the example ${name} has no findings`, () => {
      expect(examine(readFileSync(new URL(name, folder), 'utf8')).diagnostics).toEqual([])
    })
})
