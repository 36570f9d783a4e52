/** A plan is read one reading at a time, and what changed meanwhile is read after it. */
import { describe, expect, it } from 'vitest'
import { createPlanReader } from '../../../renderer/screens/plan/planReader.ts'

/** Readings that end when they are told. */
function readings() {
  const asked: { readonly end: (text: string) => void; readonly fail: (error: Error) => void }[] = []
  const shown: string[] = []
  const reader = createPlanReader<string>({
    read: () => new Promise<string>((end, fail) => asked.push({ end, fail })),
    show: (text) => shown.push(text),
    fail: (error) => shown.push(`failed: ${error.message}`),
  })
  const settled = (): Promise<void> => Promise.resolve().then(() => undefined).then(() => undefined)
  return { asked, shown, reader, settled }
}

describe('a plan that is read', () => {
  it('is read once more, and only once, for all that changed meanwhile', async () => {
    const { asked, shown, reader, settled } = readings()
    reader.want()
    reader.want()
    reader.want()
    expect(asked).toHaveLength(1)
    asked[0]?.end('old')
    await settled()
    expect(asked).toHaveLength(2)
    asked[1]?.end('new')
    await settled()
    expect(shown).toEqual(['old', 'new'])
    expect(asked).toHaveLength(2)
  })

  it('can be read again after it could not be', async () => {
    const { asked, shown, reader, settled } = readings()
    reader.want()
    asked[0]?.fail(new Error('gone'))
    await settled()
    reader.want()
    asked[1]?.end('back')
    await settled()
    expect(shown).toEqual(['failed: gone', 'back'])
  })

  it('shows nothing after nobody looks any more', async () => {
    const { asked, shown, reader, settled } = readings()
    reader.want()
    reader.close()
    asked[0]?.end('late')
    await settled()
    reader.want()
    expect(shown).toEqual([])
    expect(asked).toHaveLength(1)
  })
})
