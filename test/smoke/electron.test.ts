/**
 * The app in real Electron, wherever its program is: it opens, shows the library, and rehearses the tour. Where Electron can't be started
 * the reason is the test, and is looked at: nothing here passes as if it had run. `npx install-electron`, a display, and not being root are
 * what it wants.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron } from 'playwright'
import { expect, onTestFinished, test } from 'vitest'
import { electronProgram, lacksDisplay } from '../../electron/setup/electron.mjs'
import { projectRoot } from '../law/scratch.ts'
import { openPageClient, rehearseTour } from '../shell/rehearsal.ts'

const program = electronProgram(projectRoot)
const why = whyNot()

/** Undefined where it can be started. */
function whyNot(): string | undefined {
  if (program === undefined) return 'its program was not fetched (npx install-electron does it)'
  const display = lacksDisplay()
  if (display !== undefined) return display
  return process.platform === 'linux' && process.getuid?.() === 0 ? 'Electron opens no window for root' : undefined
}

if (why === undefined && program !== undefined) {
  test('real Electron opens the window, shows the library, and rehearses the tour to its end', async () => {
    const data = mkdtempSync(join(tmpdir(), 'runthrough-smoke-'))
    const app = await electron.launch({ executablePath: program, args: [projectRoot], env: { ...process.env, RUNTHROUGH_DATA: data } as Record<string, string> })
    onTestFinished(async () => {
      await app.close()
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    })
    const page = await app.firstWindow()
    const violations: string[] = []
    page.on('console', (message) => message.type() === 'error' && violations.push(message.text()))
    expect(page.url()).toBe('app://runthrough/')
    await page.getByText('A tour of the format').first().waitFor()
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual([])
    expect(await page.evaluate(() => Object.keys((window as unknown as { runthrough: object }).runthrough))).toEqual(['send', 'onFrame'])
    expect(await app.evaluate(({ app: main }) => main.isReady())).toBe(true)

    const { client } = await openPageClient(page)
    const { now } = await rehearseTour(client, join(data, 'work'))
    expect(now.end).toBe('completed')
    expect(existsSync(join(data, 'work'))).toBe(true)
    expect(violations).toEqual([])
    client.close()
  }, 180_000)
} else {
  test(`real Electron was not started on this machine, because ${why}`, () => {
    // Each reason is a fact that can be seen; one that is no longer true fails here, and asks for the test above.
    expect(whyNot()).toBe(why)
    expect([program === undefined, lacksDisplay() !== undefined, process.getuid?.() === 0]).toContain(true)
    process.stdout.write(`real Electron was not started: ${why}\n`)
  })
}
