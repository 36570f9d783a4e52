/** Rules about what a `run:` executes. */
import type { Report } from './codes.ts'
import { oneOfKeys } from './oneOfKeys.ts'
import { compilePattern } from './pattern.ts'
import { isShell } from './runs.ts'
import { METHODS } from './schemaRun.ts'
import { child, entries, items, str, type Tree } from './tree.ts'

const OF_COMMAND = ['cwd', 'env', 'shell', 'ok-codes', 'files'] as const

/** Reports what breaks them, and `shell-string`. */
export function checkRun(run: Tree, report: Report): void {
  if (run.type !== 'map') return
  oneOfKeys(run, ['command', 'http'], '`run`', report)
  const http = child(run, 'http')
  if (http?.type === 'map') {
    oneOfKeys(http, METHODS, '`http`', report)
    for (const key of OF_COMMAND) {
      const extra = child(run, key)
      if (extra && !child(run, 'command')) report('unknown-key', extra.keyAt ?? extra.at, `\`${key}\` belongs to a command, this is an HTTP request`, 'remove it')
    }
    for (const [, pattern] of entries(child(child(http, 'expect'), 'header'))) {
      const compiled = compilePattern(str(pattern) ?? '')
      if (!compiled.ok) report('bad-pattern', pattern.at, `not an RE2 pattern: ${compiled.why}`, 'RE2 has no look-around and no back-references')
    }
  }
  for (const pattern of items(child(run, 'files'))) {
    // The approval covers the runbook's folder; walking anything else would take as long as a hostile file wants.
    if (/^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/{,(|])\.\.(?:$|[\\/},)|])/.test(str(pattern) ?? '')) report('wrong-type', pattern.at, '`files` names files inside the runbook\'s own folder', 'write it relative to that folder, without `..`')
  }
  checkShell(run, report)
}

function checkShell(run: Tree, report: Report): void {
  const [shell, command] = [child(run, 'shell'), child(run, 'command')]
  if (!isShell(run)) {
    if (command && str(command) !== undefined) report('wrong-type', command.at, '`command` must be a list: the program and its arguments', 'write ["node", "script.mjs"], or add shell: true if it really is shell text')
    return
  }
  report('shell-string', shell!.keyAt ?? shell!.at, 'this command is shell text: quoting and what is installed decide what it does', 'use an argument list where you can')
  if (command?.type === 'seq' && items(command).length !== 1) report('wrong-type', command.at, 'with shell: true the command is one text', 'write one text, or remove shell: true')
}
