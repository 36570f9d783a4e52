/** Roads on the page's channel: one at a time, also where the page is loaded anew or in a hurry. */
import { expect, test } from 'vitest'
import { shellText } from '../../electron/contract/shellFrames.ts'
import { until } from '../support/until.ts'
import { openDesk } from './desk.ts'
import { openPageEnd } from './page.ts'

const call = (id: number): string => JSON.stringify({ t: 'call', id, method: 'now', input: {} })

test('a page that is loaded anew gets a road of its own, and the old one is over', async () => {
  const at = await openDesk()
  at.host.steer.answers.now = () => ({ now: 5 })
  await at.end.connect()
  const page = await at.app.page()
  await page.reload()
  const end = await openPageEnd(page, { road: 0 })
  const wire = await end.connect()
  const frames: string[] = []
  wire.onFrame((text) => frames.push(text))
  wire.send(call(1))
  await until(() => frames.length === 2)
  expect(frames.map((text) => (JSON.parse(text) as { t: string }).t)).toEqual(['hello', 'ok'])
  // What was said before the new page is up waits for it.
  await at.app.inside(({ electron }) => electron.app.ask('open-file', {}, '/books/late.yaml'))
  end.sendText(shellText({ say: 'state', title: '', file: null, run: null, theme: 'system' }))
  expect(await end.shellFrame('opened')).toMatchObject({ path: '/books/late.yaml.real' })
})

test('of two roads asked for at once the second one is given, and the first carries nothing', async () => {
  const at = await openDesk()
  at.host.steer.answers.now = () => ({ now: 5 })
  at.end.sendText(shellText({ say: 'connect', road: 1_000_001 }))
  at.end.sendText(call(9))
  const wire = await at.end.connect()
  const frames: string[] = []
  wire.onFrame((text) => frames.push(text))
  wire.send(call(1))
  await until(() => frames.length === 2)
  expect(frames.map((text) => (JSON.parse(text) as { t: string; id?: number }).id)).toEqual([undefined, 1])
})

test('when the host process dies the page is told, and its next road leads into the new one', async () => {
  const at = await openDesk()
  const wire = await at.end.connect()
  const closed = new Promise<string>((resolve) => wire.onClose(resolve))
  at.host.die()
  expect(await closed).toBe('the host process has ended')
  const next = await at.end.connect()
  const frames: string[] = []
  next.onFrame((text) => frames.push(text))
  await until(() => frames.length === 1)
  expect(at.host.begun).toBe(2)
})
