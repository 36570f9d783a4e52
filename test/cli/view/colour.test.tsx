/** Colours: a terminal that has them all, asked for none. */
import { expect, test, vi } from 'vitest'
import { manual, runbook } from '../../support/build.ts'
import { KEYS, show } from './support.tsx'

vi.hoisted(() => {
  process.env['FORCE_COLOR'] = '3'
})

const failed = async (colour: boolean) => {
  const view = await show(runbook([{ phase: 'p', steps: [manual('m')] }]), { colour })
  await view.keys('f', 'no access', KEYS.enter)
  await view.until('FAILED')
  return view.stdout.written.join('')
}

test('states have their colours where colours are wanted', async () => {
  expect(await failed(true)).toContain('[38;2;')
})

test('without colour none is written, and the failure still has its glyph and its word', async () => {
  const written = await failed(false)
  expect(written).not.toMatch(/\[(3[0-7]|9[0-7]|38;[25])[;0-9]*m/)
  expect(written).toContain('✗ FAILED')
})
