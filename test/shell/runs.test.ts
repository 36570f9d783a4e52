/** What the shell does because of runs: notifications, keep-awake, and the question before leaving. */
import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { openDesk, sharedDesk, type Desk } from './desk.ts'
import { alert, summary } from './steered.ts'

const desk = sharedDesk()
const bodies = async (at: Desk): Promise<string[]> => (await at.recorded('notification')).map(([, options]) => (options as { body: string }).body)

/** The main process has seen this list of runs: it tells of an alert in it. */
async function isSeen(at: Desk, run: string): Promise<void> {
  at.host.setAlerts(run, [alert(`seen ${run}`, `Seen: ${run}`)])
  const before = (await at.recorded('notification')).length
  await at.untilRecorded('notification', before + 1)
}

test('each alert of a run is told once, however often the run tells it', async () => {
  const at = await desk()
  await at.shows()
  at.host.setRuns([summary('once', { live: true, mode: 'live' })])
  at.host.setAlerts('once', [alert('late act', 'Backfill is 2:10 late.')])
  await at.untilRecorded('notification')
  at.host.setAlerts('once', [alert('late act', 'Backfill is 2:20 late.'), alert('gate', 'A gate waits for you.')])
  const shown = await at.untilRecorded('notification', 2)
  expect(shown.map(([, options]) => options)).toEqual([
    { title: 'LIVE · Orders cut-over', body: 'Backfill is 2:10 late.', urgency: 'normal' },
    { title: 'LIVE · Orders cut-over', body: 'A gate waits for you.', urgency: 'normal' },
  ])
})

test('what had been told before the window opened is not told again', async () => {
  const at = await desk()
  const before = (await bodies(at)).length
  at.host.setAlerts('past', [alert('old', 'Long ago.', Date.now() - 600_000), alert('new', 'Now.')])
  at.host.setRuns([summary('past')])
  await at.untilRecorded('notification', before + 1)
  expect((await bodies(at)).slice(before)).toEqual(['Now.'])
})

test('a click on a notification brings the window to the front and shows the run', async () => {
  const at = await desk()
  at.host.setRuns([summary('clicked')])
  await isSeen(at, 'clicked')
  const before = (await at.recorded('focused')).length
  await at.app.inside(({ electron, shownNotifications }) => {
    electron.BrowserWindow.getAllWindows()[0]?.minimize()
    shownNotifications.at(-1)?.emit('click')
  })
  expect(await at.end.shellFrame('show-run')).toEqual({ t: 'shell', say: 'show-run', run: 'clicked' })
  expect((await at.recorded('focused')).length).toBeGreaterThan(before)
  expect(await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false)
})

test('nothing is told of a run that is on the screen before the person’s eyes, nor where the person wants none', async () => {
  const at = await desk()
  await at.shows({ title: 'Run', run: 'shown' })
  await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.focus())
  const before = (await bodies(at)).length
  at.host.setRuns([summary('shown'), summary('elsewhere')])
  at.host.setAlerts('shown', [alert('seen', 'On the screen.')])
  at.host.setAlerts('elsewhere', [alert('unseen', 'Elsewhere.')])
  await at.untilRecorded('notification', before + 1)
  const asked = at.host.settingsRead
  Object.assign(at.host.settings, { notify: false })
  at.host.setAlerts('elsewhere', [alert('unwanted', 'Unwanted.')])
  await until(() => at.host.settingsRead > asked)
  Object.assign(at.host.settings, { notify: true })
  at.host.setAlerts('elsewhere', [alert('wanted', 'Wanted.')])
  await at.untilRecorded('notification', before + 2)
  expect((await bodies(at)).slice(before)).toEqual(['Elsewhere.', 'Wanted.'])
})

test('the machine is kept awake only while a live run is driven', async () => {
  const at = await desk()
  const before = (await at.recorded('awake')).length
  const ended = (await at.recorded('may sleep')).length
  const live = { live: true, mode: 'live' } as const
  at.host.setRuns([summary('r1')])
  at.host.setRuns([summary('r1'), summary('r2', { ...live, driver: 'nobody' })])
  at.host.setRuns([summary('r1'), summary('r2', live)])
  expect((await at.untilRecorded('awake', before + 1)).at(-1)).toEqual(['awake', 'prevent-display-sleep'])
  at.host.setRuns([summary('r1'), summary('r2', { ...live, endedAt: 5, driver: null })])
  await at.untilRecorded('may sleep', ended + 1)
  expect(await at.recorded('awake')).toHaveLength(before + 1)
})

test('quitting during a run asks in words, staying is the default, and a person who stays is asked again', async () => {
  const at = await openDesk()
  at.host.setRuns([summary('r1')])
  await isSeen(at, 'r1')
  await at.app.inside(({ electron, answerNext }) => {
    answerNext('showMessageBox', { response: 0 })
    electron.app.quit()
  })
  const [[, , question]] = (await at.untilRecorded('dialog')) as unknown as [[string, string, { message: string; detail: string; buttons: string[]; defaultId: number; cancelId: number }]]
  expect(question.message).toBe('A run is under way. Quit all the same?')
  expect(question.detail).toContain('rehearsal · Orders cut-over (r1)')
  expect(question.detail).toContain('Programs that it has started run on')
  expect(question.detail).toContain('the run stands where it was left: resume it there')
  expect([question.buttons, question.defaultId, question.cancelId]).toEqual([['Stay with the run', 'Quit'], 0, 0])
  expect(await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows().length)).toBe(1)
  // By the window this time, and with the other answer.
  await at.app.inside(({ electron, answerNext }) => {
    answerNext('showMessageBox', { response: 1 })
    electron.BrowserWindow.getAllWindows()[0]?.close()
  })
  expect(await at.app.ended).toBe(0)
  expect(at.app.failures).toEqual([])
})

test('for a run that is driven elsewhere, leaving asks nothing', async () => {
  const at = await openDesk()
  at.host.setRuns([summary('r1', { driver: 'elsewhere' })])
  await isSeen(at, 'r1')
  await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.close())
  expect(await at.app.ended).toBe(0)
})

test('a system that goes down is not kept waiting by a question', async () => {
  const at = await openDesk()
  at.host.setRuns([summary('r1')])
  await isSeen(at, 'r1')
  await at.app.inside(({ electron }) => {
    electron.powerMonitor.emit('shutdown')
    electron.app.quit()
  })
  expect(await at.app.ended).toBe(0)
})
