/** What the shell does because of runs: notifications, keep-awake, and the question before leaving. */
import { expect, test } from 'vitest'
import { shellText } from '../../electron/contract/shellFrames.ts'
import { until } from '../support/until.ts'
import { launch, type App } from './launch.ts'
import { openPageEnd, type PageEnd } from './page.ts'
import { alert, createSteeredHost, summary, type SteeredHost } from './steered.ts'

interface Desk {
  readonly app: App
  readonly host: SteeredHost
  readonly end: PageEnd
}

async function desk(): Promise<Desk> {
  const host = createSteeredHost()
  const app = launch({ isBare: true, host: host.host })
  const end = await openPageEnd(await app.page())
  // Somebody works in another window.
  await app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.blur())
  end.sendText(shellText({ say: 'state', title: 'Library', file: null, run: null, theme: 'system' }))
  return { app, host, end }
}

const recorded = ({ app }: Desk, what: string) => app.inside(({ recorded: all }, kind) => all(kind), what)
const untilRecorded = ({ app }: Desk, what: string, count = 1) => app.inside(({ untilRecorded: wait }, [kind, times]: [string, number]) => wait(kind, times), [what, count] as [string, number])

test('each alert of a run is told once, however often the run tells it', async () => {
  const at = await desk()
  at.host.setRuns([summary('r1', { live: true, mode: 'live' })])
  at.host.setAlerts('r1', [alert('late act', 'Backfill is 2:10 late.')])
  await untilRecorded(at, 'notification')
  at.host.setAlerts('r1', [alert('late act', 'Backfill is 2:20 late.'), alert('gate', 'A gate waits for you.')])
  const shown = await untilRecorded(at, 'notification', 2)
  expect(shown.map(([, options]) => options)).toEqual([
    { title: 'LIVE · Orders cut-over', body: 'Backfill is 2:10 late.', urgency: 'normal' },
    { title: 'LIVE · Orders cut-over', body: 'A gate waits for you.', urgency: 'normal' },
  ])
})

test('what had been told before the window opened is not told again', async () => {
  const at = await desk()
  at.host.setAlerts('r1', [alert('old', 'Long ago.', Date.now() - 60_000), alert('new', 'Now.', Date.now() + 1_000)])
  at.host.setRuns([summary('r1')])
  const shown = await untilRecorded(at, 'notification')
  expect(shown.map(([, options]) => (options as { body: string }).body)).toEqual(['Now.'])
})

test('a click on a notification brings the window to the front and shows the run', async () => {
  const at = await desk()
  at.host.setRuns([summary('r1')])
  at.host.setAlerts('r1', [alert('a', 'Overdue.')])
  await untilRecorded(at, 'notification')
  const before = (await recorded(at, 'focused')).length
  await at.app.inside(({ shownNotifications }) => void shownNotifications[0]?.emit('click'))
  expect(await at.end.shellFrame('show-run')).toEqual({ t: 'shell', say: 'show-run', run: 'r1' })
  expect((await recorded(at, 'focused')).length).toBeGreaterThan(before)
})

test('nothing is told of a run that is on the screen before the person’s eyes, nor where the person wants none', async () => {
  const at = await desk()
  at.end.sendText(shellText({ say: 'state', title: 'Run', file: null, run: 'r1', theme: 'system' }))
  await untilRecorded(at, 'title', 2)
  await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.focus())
  at.host.setRuns([summary('r1'), summary('r2')])
  at.host.setAlerts('r1', [alert('seen', 'On the screen.')])
  at.host.setAlerts('r2', [alert('unseen', 'Elsewhere.')])
  const shown = await untilRecorded(at, 'notification')
  expect(shown.map(([, options]) => (options as { body: string }).body)).toEqual(['Elsewhere.'])
  Object.assign(at.host.settings, { notify: false })
  at.host.setAlerts('r2', [alert('unwanted', 'Unwanted.')])
  await until(() => at.host.settingsRead === 2)
  Object.assign(at.host.settings, { notify: true })
  at.host.setAlerts('r2', [alert('wanted', 'Wanted.')])
  const all = await untilRecorded(at, 'notification', 2)
  expect(all.at(-1)?.[1]).toMatchObject({ body: 'Wanted.' })
})

test('the machine is kept awake only while a live run is driven', async () => {
  const at = await desk()
  at.host.setRuns([summary('r1')])
  at.host.setRuns([summary('r1'), summary('r2', { live: true, mode: 'live', driver: 'nobody' })])
  at.host.setRuns([summary('r1'), summary('r2', { live: true, mode: 'live' })])
  expect(await untilRecorded(at, 'awake')).toEqual([['awake', 'prevent-display-sleep']])
  at.host.setRuns([summary('r1'), summary('r2', { live: true, mode: 'live', endedAt: 5, driver: null })])
  await untilRecorded(at, 'may sleep')
  expect(await recorded(at, 'awake')).toHaveLength(1)
})

test('quitting during a run asks in words, and staying is the default', async () => {
  const at = await desk()
  at.host.setRuns([summary('r1')])
  at.host.setAlerts('r1', [alert('a', 'Seen.')])
  await untilRecorded(at, 'notification')
  await at.app.inside(({ electron, answerNext }) => {
    answerNext('showMessageBox', { response: 0 })
    electron.app.quit()
  })
  const [[, , question]] = (await untilRecorded(at, 'dialog')) as [[string, string, { message: string; detail: string; buttons: string[]; defaultId: number; cancelId: number }]]
  expect(question.message).toBe('A run is under way. Quit all the same?')
  expect(question.detail).toContain('rehearsal · Orders cut-over (r1)')
  expect(question.detail).toContain('Programs that it has started run on')
  expect(question.detail).toContain('taken up where it stands')
  expect([question.buttons, question.defaultId, question.cancelId]).toEqual([['Stay with the run', 'Quit'], 0, 0])
  expect(await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows().length)).toBe(1)
})

test('closing the window during a run asks too, and quits when the person says so', async () => {
  const at = await desk()
  at.host.setRuns([summary('r1')])
  at.host.setAlerts('r1', [alert('a', 'Seen.')])
  await untilRecorded(at, 'notification')
  await at.app.inside(({ electron, answerNext }) => {
    answerNext('showMessageBox', { response: 1 })
    electron.BrowserWindow.getAllWindows()[0]?.close()
  })
  expect(await at.app.ended).toBe(0)
  expect(at.app.failures).toEqual([])
})

test('without a run, and for a run that is driven elsewhere, leaving asks nothing', async () => {
  const at = await desk()
  at.host.setRuns([summary('r1', { driver: 'elsewhere' })])
  at.host.setAlerts('r1', [alert('a', 'Seen.')])
  await untilRecorded(at, 'notification')
  await at.app.inside(({ electron }) => electron.BrowserWindow.getAllWindows()[0]?.close())
  expect(await at.app.ended).toBe(0)
})

test('a system that goes down is not kept waiting by a question', async () => {
  const at = await desk()
  at.host.setRuns([summary('r1')])
  at.host.setAlerts('r1', [alert('a', 'Seen.')])
  await untilRecorded(at, 'notification')
  await at.app.inside(({ electron }) => {
    electron.powerMonitor.emit('shutdown')
    electron.app.quit()
  })
  expect(await at.app.ended).toBe(0)
})
