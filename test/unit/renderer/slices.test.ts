/** The parts that slices are made of: sharing, output, library, pace, addresses. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyLibraryFrame } from '../../../renderer/store/libraryState.ts'
import { applyOutput, MOST_ATTEMPTS, MOST_CHARACTERS, outputKey, outputState, type OutputState } from '../../../renderer/store/outputState.ts'
import { paced } from '../../../renderer/store/paint.ts'
import { newRunPath, placeOf, planPath, runPath, warRoomPath } from '../../../renderer/store/paths.ts'
import { share } from '../../../renderer/store/share.ts'

/** Of any characters that a file's name can have, those that an address means something by among them. */
const anyName = fc.array(fc.oneof(fc.constantFrom('/', '%', '#', '?', ' ', '..', '\\'), fc.integer({ min: 1, max: 0xd7ff }).map((code) => String.fromCodePoint(code))), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''))

test('what is shared is equal to the new value, and is the old one where nothing changed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(share(before, after)).toEqual(after)
      expect(share(before, structuredClone(before))).toBe(before)
    }),
  )
})

test('output grows by what is said, keeps the end of each attempt, and begins at a line', () => {
  let state: OutputState = outputState({ attempts: [{ step: 'a', attempt: 1, text: 'first\n', cut: false }] })
  state = applyOutput(state, { step: 'a', attempt: 1, text: 'second\n' })
  expect(state.get(outputKey('a', 1))).toEqual({ step: 'a', attempt: 1, text: 'first\nsecond\n', cut: false })
  for (let index = 0; index < 6000; index += 1) state = applyOutput(state, { step: 'a', attempt: 1, text: `${String(index).padStart(60, '0')}\n` })
  const { text, cut } = state.get(outputKey('a', 1)) ?? { text: '', cut: false }
  expect(cut).toBe(true)
  expect(text.length).toBeLessThan(MOST_CHARACTERS * 1.3)
  expect(text).toMatch(/^\d{60}\n/)
  expect(text.endsWith('5999\n')).toBe(true)
})

test('only the attempts that wrote last stay', () => {
  let state: OutputState = new Map()
  for (let attempt = 1; attempt <= MOST_ATTEMPTS + 5; attempt += 1) state = applyOutput(state, { step: 'a', attempt, text: 'x' })
  state = applyOutput(state, { step: 'a', attempt: 6, text: 'y' })
  state = applyOutput(state, { step: 'b', attempt: 1, text: 'z' })
  expect(state.size).toBe(MOST_ATTEMPTS)
  expect(state.has(outputKey('a', 6))).toBe(true)
  expect(state.has(outputKey('a', 7))).toBe(false)
})

test('the library takes what changed, drops what is gone, and leaves the rest as it is', () => {
  const [one, two] = [{ file: '/1', name: 'one' }, { file: '/2', name: 'two' }] as never[]
  const before = { entries: [one, two] as never[], folders: ['/'], scanning: true }
  const changed = { file: '/2', name: 'zwei' } as never
  const after = applyLibraryFrame(before, { changed: [changed], gone: [], scanning: false })
  expect(after).toEqual({ entries: [one, changed], folders: ['/'], scanning: false })
  expect(after.entries[0]).toBe(one)
  expect(applyLibraryFrame(after, { changed: [], gone: ['/1'] }).entries).toEqual([changed])
})

test('however much is said until the next picture, it is shown once', () => {
  const pictures: (() => void)[] = []
  let shown = 0
  const say = paced((then) => void pictures.push(then), () => (shown += 1))
  for (let index = 0; index < 20; index += 1) say()
  expect(pictures).toHaveLength(1)
  pictures.shift()?.()
  expect(shown).toBe(1)
  say()
  expect(pictures).toHaveLength(1)
})

test('every address leads back to what it was made for, whatever the file is called', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      expect(placeOf(planPath(name))).toEqual({ screen: 'plan', file: name })
      expect(placeOf(newRunPath(name))).toEqual({ screen: 'new-run', file: name })
      expect(placeOf(runPath(name))).toEqual({ screen: 'run', run: name })
      expect(placeOf(warRoomPath(name))).toEqual({ screen: 'war-room', run: name })
    }),
  )
  expect(['/', '/settings', '/run/', '/plan/%E0%A4%A', '/elsewhere'].map((path) => placeOf(path).screen)).toEqual(['library', 'settings', 'nowhere', 'nowhere', 'nowhere'])
})
