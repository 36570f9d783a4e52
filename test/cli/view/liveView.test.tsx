/** The whole way: alternate screen, its end, and the terminal put back. */
import { describe, expect, test } from 'vitest'
import { runLiveView } from '../../../electron/cli/view/liveView.tsx'
import { createSignalLog } from '../../../electron/node/hub/signalLog.ts'
import { manual, runbook } from '../../support/build.ts'
import { drive, maria } from '../../support/drive.ts'
import { FakeStdin, FakeStdout, KEYS, UNKNOWN, watched } from './support.tsx'

const ENTER_SCREEN = '\u001B[?1049h'
const LEAVE_SCREEN = '\u001B[?1049l'
const SHOW_CURSOR = '\u001B[?25h'

function open() {
  const book = runbook([{ phase: 'p', steps: [manual('m')] }])
  const run = drive(book)
  const of = watched(run, book)
  const stdout = new FakeStdout(80, 24)
  const stdin = new FakeStdin()
  const ending = new AbortController()
  const raw = new Promise<void>((resolve) => stdin.once('raw', resolve))
  const how = runLiveView(of.driven, { actor: maria, comparisons: () => UNKNOWN, forecast: () => null, signals: createSignalLog(of.driven), stdout: stdout as never, stdin: stdin as never, signal: ending.signal })
  how.catch(() => undefined)
  const restored = (): void => {
    const written = stdout.written.join('')
    expect(written).toContain(ENTER_SCREEN)
    expect(written.lastIndexOf(LEAVE_SCREEN)).toBeGreaterThan(written.lastIndexOf(ENTER_SCREEN))
    expect(written.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(0)
    expect(stdin.raw).toBe(false)
  }
  return { ...of, run, stdout, stdin, how, raw, restored, abort: () => ending.abort() }
}

describe('the live view', () => {
  test('resolves settled when the run has ended, and leaves its summary on the terminal', async () => {
    const view = open()
    await view.raw
    view.stdin.type('d')
    view.settle()
    expect(await view.how).toBe('settled')
    view.restored()
    expect(view.stdout.written.at(-1)).toMatch(/^✓ completed · REHEARSAL on local · Book .* · run r1\n$/)
  })
  test('resolves interrupted on Ctrl-C; nothing is told to the run', async () => {
    const view = open()
    await view.raw
    const before = view.run.records.length
    view.stdin.type(KEYS.interrupt)
    expect(await view.how).toBe('interrupted')
    view.restored()
    expect(view.run.records).toHaveLength(before)
  })
  test('resolves interrupted when its signal is aborted', async () => {
    const view = open()
    await view.raw
    view.abort()
    expect(await view.how).toBe('interrupted')
    view.restored()
  })
  test('puts the terminal back where the run can not go on', async () => {
    const view = open()
    await view.raw
    view.fail(new Error('the disk is full'))
    await expect(view.how).rejects.toThrow('the disk is full')
    view.restored()
  })
})
