/** One pane of a tmux server of its own: types into it, and reads what it shows. */
import { spawnSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

export function openPane({ name, columns, rows, argv, env }) {
  const server = `runthrough-shots-${process.pid}-${name}`
  const tmux = (...args) => {
    const { status, stdout, stderr, error } = spawnSync('tmux', ['-L', server, '-f', '/dev/null', ...args], { encoding: 'utf8' })
    if (error) throw new Error(`tmux is needed for this: ${error.message}`)
    if (status !== 0) throw new Error(`tmux ${args[0]}: ${stderr.trim()}`)
    return stdout
  }
  const given = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`])
  tmux('new-session', '-d', '-s', 'shot', '-x', String(columns), '-y', String(rows), ...given, ...argv)
  const pane = {
    text: () => tmux('capture-pane', '-p', '-t', 'shot'),
    /** With its colours. */
    screen: () => tmux('capture-pane', '-p', '-e', '-t', 'shot'),
    type: (...keys) => tmux('send-keys', '-t', 'shot', ...keys),
    write: (text) => tmux('send-keys', '-l', '-t', 'shot', text),
    /** Resolves with the first screen that shows it. */
    async until(what, withinMs = 120_000) {
      for (const giveUpAt = performance.now() + withinMs; performance.now() < giveUpAt; await delay(40)) if (what.test(pane.text())) return pane.screen()
      throw new Error(`the screen never showed ${what}; it shows\n${pane.text()}`)
    },
    close() {
      spawnSync('tmux', ['-L', server, 'kill-server'])
    },
  }
  return pane
}
