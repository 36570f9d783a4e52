/** Where the window opens: where it was, if it can still be seen there. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MIN_SIZE, placeOn, readWindowState, writeWindowState } from '../../electron/shell/windowState.ts'

const MAIN = { x: 0, y: 0, width: 1920, height: 1040 }
const SECOND = { x: 1920, y: -200, width: 2560, height: 1400 }
const LAPTOP = { x: 0, y: 25, width: 1280, height: 700 }

test('it opens where it was, on any screen', () => {
  for (const bounds of [{ x: 40, y: 60, width: 1200, height: 800 }, { x: 2400, y: -100, width: 1600, height: 1000 }]) expect(placeOn([MAIN, SECOND], bounds)).toEqual(bounds)
})

test('a place on a screen that is gone is not taken: its size is, in the middle of what is there', () => {
  expect(placeOn([MAIN], { x: 2400, y: -100, width: 1600, height: 1000 })).toEqual({ width: 1600, height: 1000 })
})

test('its upper edge must be where a hand can take it', () => {
  const size = { width: 1000, height: 700 }
  expect(placeOn([MAIN], { x: 200, y: -400, ...size })).toEqual(size)
  expect(placeOn([MAIN], { x: 200, y: 1030, ...size })).toEqual(size)
  expect(placeOn([MAIN], { x: -950, y: 100, ...size })).toEqual(size)
  expect(placeOn([MAIN], { x: -800, y: 100, ...size })).toEqual({ x: -800, y: 100, ...size })
})

test('it is never smaller than what can be used, nor larger than its screen', () => {
  expect(placeOn([MAIN], { x: 10, y: 10, width: 100, height: 50 })).toEqual({ x: 10, y: 10, ...MIN_SIZE })
  expect(placeOn([LAPTOP], null)).toEqual({ width: 1280, height: 700 })
  expect(placeOn([LAPTOP], { x: 9000, y: 0, width: 4000, height: 3000 })).toEqual({ width: 1280, height: 700 })
})

test('a state that can’t be read counts as none, and one that can’t be written is told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runthrough-state-'))
  const file = join(folder, 'window.json')
  const none = { bounds: null, maximised: false, theme: 'system' }
  expect(readWindowState(file)).toEqual(none)
  for (const text of ['', '{', '[]', '{"bounds":{"x":1}}', '{"bounds":null,"maximised":false,"theme":"pink"}', '{"bounds":{"x":1e9,"y":0,"width":0,"height":5},"maximised":false,"theme":"dark"}']) {
    writeFileSync(file, text)
    expect(readWindowState(file), text).toEqual(none)
  }
  const state = { bounds: MAIN, maximised: true, theme: 'dark' } as const
  expect(writeWindowState(file, state)).toBe(true)
  expect(readWindowState(file)).toEqual(state)
  expect(readFileSync(file, 'utf8')).toMatch(/\n$/)
  expect(writeWindowState(join(folder, 'gone', 'window.json'), state)).toBe(false)
})
