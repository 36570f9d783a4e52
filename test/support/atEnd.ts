/** When what was started ends: after its test, or after the file whose tests share it. */
import { afterAll } from 'vitest'

export type AtEnd = (end: () => void | Promise<void>) => void

/** To be called where a file is read; the last that was started ends first. */
export function afterTheFile(): AtEnd {
  const ends: (() => void | Promise<void>)[] = []
  afterAll(async () => {
    for (const end of ends.toReversed()) await end()
  })
  return (end) => void ends.push(end)
}
