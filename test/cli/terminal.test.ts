/** The tool on a real terminal, which util-linux' `script` makes: it leaves the terminal as it found it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { desk, runId, type Desk } from './support.ts'
import { openTerminal } from './terminal.ts'

const MAIN = fileURLToPath(new URL('../../out/cli/main.js', import.meta.url))
const LEAVE_SCREEN = '\u001B[?1049l'
const SHOW_CURSOR = '\u001B[?25h'

/** `says` resolves once the terminal has shown a text; `code`: what the tool ended with. */
function onTerminal(at: Desk, args: readonly string[]) {
  const pid = join(at.folder, 'pid')
  const words = [process.execPath, MAIN, ...args, '--data', at.data].map((word) => `'${word}'`).join(' ')
  const terminal = openTerminal(`stty cols 80 rows 24; sh -c 'echo $$ > "$0"; exec "$@"' '${pid}' ${words}`)
  let shown = ''
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text))
  return {
    shown: () => shown,
    signal: (name: NodeJS.Signals) => process.kill(Number(readFileSync(pid, 'utf8')), name),
    code: new Promise<number | null>((resolve) => terminal.on('exit', resolve)),
    async says(text: string) {
      while (!shown.includes(text)) await new Promise((resolve) => terminal.stdout.once('data', resolve))
    },
  }
}

async function running() {
  const at = desk()
  const { file, work, goesOn } = at.waiting()
  const view = onTerminal(at, ['rehearse', file, '--env', 'local', '--input', `work=${work}`])
  await view.says('┆ waiting')
  return { at, view, goesOn }
}

test('without a terminal no screen is opened', async () => {
  const at = desk()
  const { file, work } = at.waiting()
  const run = at.start('rehearse', file, '--env', 'local', '--input', `work=${work}`, '--auto')
  const id = await runId(run)
  run.signal('SIGTERM')
  const { code, stdout, stderr } = await run.ended
  expect([code, `${stdout}${stderr}`.includes('\u001B')]).toEqual([143, false])
  expect((await at.run('abandon', id, '--reason', 'a test')).code).toBe(0)
})

// Elsewhere `script` is another program, or none.
if (process.platform === 'linux') test.each([['SIGTERM', 143], ['SIGHUP', 129], ['SIGINT', 130]] as const)('%s: the terminal is put back before the last words; a resume shows what was said meanwhile', async (signal, exit) => {
  const { at, view, goesOn } = await running()
  view.signal(signal)
  expect(await view.code).toBe(exit)
  const shown = view.shown()
  expect(shown.lastIndexOf(LEAVE_SCREEN)).toBeGreaterThan(0)
  expect(shown.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(0)
  expect(shown.lastIndexOf('Interrupted.')).toBeGreaterThan(shown.lastIndexOf(LEAVE_SCREEN))
  const id = /run (r-\S+)/.exec(shown)?.[1] ?? ''
  const again = onTerminal(at, ['resume', id])
  await again.says('┆ waiting')
  goesOn()
  await again.says('✓ completed')
  expect(await again.code).toBe(0)
})
