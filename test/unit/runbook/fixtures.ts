/** The files of test/fixtures: what stands at their top says what is expected of them. */
import { readdirSync, readFileSync } from 'node:fs'

const ROOT = new URL('../../fixtures/', import.meta.url)

export interface Fixture {
  readonly name: string
  readonly text: string
  /** `code line:column`, or `code line`, sorted. */
  readonly expected: readonly string[]
  /** Only the compiled machine finds these. */
  readonly machine: boolean
}

export function fixtures(folder: 'good' | 'bad'): readonly Fixture[] {
  const directory = new URL(`${folder}/`, ROOT)
  return readdirSync(directory).sort().map((name) => {
    const text = readFileSync(new URL(name, directory), 'utf8')
    const expected = [...text.matchAll(/^\uFEFF?# expect: (\S+) (\d+(?::\d+)?)/gm)].map(([, code, place]) => `${code} ${place}`).sort()
    return { name, text, expected, machine: /^# stage: machine/m.test(text) }
  })
}

export function fixture(folder: 'good' | 'bad', name: string): string {
  return readFileSync(new URL(`${folder}/${name}`, ROOT), 'utf8')
}
