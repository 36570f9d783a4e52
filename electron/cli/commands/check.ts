/** `check FILE…`: everything that is wrong or doubtful in runbooks, and how large their machines are. */
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Figures } from '../../core/machine/graph.ts'
import type { Diagnostic } from '../../core/runbook/model.ts'
import { readRunbook, type RunbookFile } from '../../node/catalog.ts'
import { showText } from '../../node/showText.ts'
import { openToRead } from '../../node/store/database.ts'
import { dataFiles } from '../../node/store/files.ts'
import { isShipped, isTrusted, trustFacts, type TrustFacts } from '../../node/trust.ts'
import { DONE, NO } from '../exits.ts'
import { paint, print, printJson, tell } from '../output.ts'
import { define, settingOf, type CommonOptions, type Setting } from '../setting.ts'

interface Checked {
  readonly file: string
  readonly sha256: string
  readonly trust_sha256: string | null
  readonly trusted: boolean
  readonly runbook: string | null
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly machine: Figures | null
}

export function checkCommand(program: Command): void {
  define(program, 'check <file...>', 'show everything that is wrong or doubtful in runbooks', 'runthrough check runbooks/tour.yaml').action((files: string[], options: CommonOptions) => {
    const setting = settingOf(options)
    const checked = files.map((file) => checkFile(setting, file, readRunbook(file)))
    const ok = checked.every((each) => each.ok)
    if (setting.json) printJson({ files: checked, ok })
    else for (const each of checked) printChecked(each)
    process.exitCode = ok ? DONE : NO
  })
}

/** `file` as it was typed: that is what an editor or a terminal can open. */
function checkFile(setting: Setting, file: string, book: RunbookFile): Checked {
  const { runbook, diagnostics, figures } = book.examined
  const facts = runbook && trustFacts(book, runbook)
  return {
    file,
    sha256: book.sha256,
    trust_sha256: facts?.trustSha256 ?? null,
    trusted: facts !== undefined && isApproved(setting, book, facts),
    runbook: runbook?.id ?? null,
    ok: diagnostics.every(({ severity }) => severity !== 'error'),
    diagnostics: diagnostics.map(({ code, severity, line, column, message, hint }) => ({ code, severity, line, column, message, hint })),
    machine: figures ?? null,
  }
}

/** Checking writes nothing: a history that is not there is not made; one that can't be read approves nothing, and a file is checked all the same. */
function isApproved(setting: Setting, book: RunbookFile, facts: TrustFacts): boolean {
  if (isShipped(book, facts)) return true
  if (!existsSync(dataFiles(setting.folder).database)) return false
  try {
    const history = openToRead(setting.folder)
    try {
      return isTrusted(history, book, facts)
    } finally {
      history.db.close()
    }
  } catch (error) {
    tell(`Whether it is approved can't be told: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

function printChecked({ file, runbook, trusted, trust_sha256, diagnostics, machine }: Checked): void {
  for (const { severity, line, column, code, message, hint } of diagnostics) {
    print(`${file}:${line}:${column} ${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${code} ${showText(message)}`)
    if (hint) print(`    ${paint('dim', showText(hint))}`)
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  print(`${file}: ${runbook ?? 'no runbook'}, ${count(errors, 'error')}, ${count(diagnostics.length - errors, 'warning')}`)
  if (machine) print(`    ${count(machine.steps, 'step')}, ${count(machine.states, 'state')}, ${count(machine.transitions, 'transition')}, ${count(machine.rollback_entries, 'rollback entry', 'rollback entries')}`)
  if (trust_sha256 !== null) print(`    trust ${trust_sha256} (${trusted ? 'approved' : 'not approved'})`)
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? one : many}`
}
