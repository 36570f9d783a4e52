/** `npm start` on a machine without a display, and so without a window: one line says so, and a link leads to the same app. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LibraryEntry } from '../../electron/contract/shapes/library.ts'
import { projectRoot } from '../law/scratch.ts'
import { openLink, scratch } from './support.ts'

describe('npm start without a display', () => {
  test('says in one line that there is no window and why, and prints a link to the app on the examples', async () => {
    const started = start()
    const [link] = await started.prints(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/m)
    const said = started.stderr().split('\n').filter((line) => line.startsWith('runthrough:') && !line.includes('building'))
    expect(said).toEqual([expect.stringMatching(/^runthrough: no window, because there is no display(, and Electron's program was not fetched)?; here is the same app for a browser\.$/)])
    expect(await (await fetch(link)).text()).toContain('<div id="root">')
    expect(await runbooksOf(link)).toEqual(expect.arrayContaining(['orders-cutover', 'postgres-cluster-move', 'tour']))
    started.interrupt()
    expect(await started.code).toBe(130)
    expect(started.stdout()).toBe(`${link}\n`)
  })

  test('passes its arguments on: those of the web host ask for it, without a word about windows', async () => {
    const started = start('--json', '--share', '--port', '0')
    const [line] = await started.prints(/^.*\n/)
    expect(JSON.parse(line)).toMatchObject({ reach: 'this-machine', links: [{ role: 'captain' }, {}, {}, {}] })
    expect(started.stderr()).not.toContain('no window')
    started.interrupt()
    expect(await started.code).toBe(130)
  })
})

/** As npm starts it; everything is built already, by whoever runs these tests. */
function start(...args: readonly string[]) {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  const child = spawn(process.execPath, ['electron/setup/start.mjs', ...args], { cwd: projectRoot, env: { ...env, RUNTHROUGH_DATA: scratch() }, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close') as Promise<[number | null]>
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    interrupt: () => void child.kill('SIGINT'),
    code: ended.then(([code]) => code),
    async prints(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(stdout)
        if (found) return found
        const next = await Promise.race([once(child.stdout, 'data').then(() => 'more'), ended.then(() => 'end')])
        if (next === 'end') throw new Error(`it ended without saying ${pattern}:\n${stderr}\n${stdout}`)
      }
    },
  }
}

/** Their ids, once the library has looked at all of them. */
function runbooksOf(link: string): Promise<readonly string[]> {
  const found = new Map<string, LibraryEntry>()
  return new Promise((resolve) => {
    const take = (entries: readonly LibraryEntry[], scanning: boolean): void => {
      for (const entry of entries) found.set(entry.file, entry)
      if (!scanning) resolve([...found.values()].flatMap(({ runbook }) => (runbook ? [runbook.id] : [])))
    }
    openLink(link).open('library', {}, { snapshot: ({ entries, scanning }) => take(entries, scanning), event: ({ changed, scanning }) => take(changed, scanning ?? true) })
  })
}
