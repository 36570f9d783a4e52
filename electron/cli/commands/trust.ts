/** `trust FILE`: shows everything that a runbook would run, and approves exactly these bytes. */
import { InvalidArgumentError, type Command } from 'commander'
import { RunthroughError } from '../../core/errors.ts'
import type { Runbook } from '../../core/runbook/model.ts'
import { approvalText } from '../../node/approvalText.ts'
import { readRunbook, usable } from '../../node/catalog.ts'
import { showExecution, showText } from '../../node/showText.ts'
import { allExecutions, approve, isTrusted, trustFacts, type TrustFacts } from '../../node/trust.ts'
import { ask } from '../ask.ts'
import { DONE, NO } from '../exits.ts'
import { paint, print, printJson } from '../output.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'

interface TrustOptions extends CommonOptions {
  readonly sha256?: string
}

export function trustCommand(program: Command): void {
  define(program, 'trust <file>', 'show every command of a runbook and approve it as it stands', 'runthrough trust release.yaml')
    .option('--sha256 <hash>', 'approve exactly these bytes (trust_sha256 of `runthrough check`) without asking', hash)
    .action(async (file: string, options: TrustOptions) => {
      const setting = settingOf(options)
      const book = readRunbook(file)
      const { runbook } = usable(book)
      const facts = trustFacts(book, runbook)
      await withHost(setting, async ({ store, clock }) => {
        const shape = (trusted: boolean) => ({ file: book.file, trust_sha256: facts.trustSha256, trusted, commands: commandsOf(runbook), files: facts.files })
        if (!setting.json) printApproval(book.file, runbook, facts)
        const already = isTrusted(store, book, facts)
        if (options.sha256 !== undefined && options.sha256 !== facts.trustSha256)
          throw new RunthroughError('untrusted', `${book.file} is not what you approve: its hash is ${facts.trustSha256}, not ${options.sha256}.`, 'Somebody changed it, or a script of it. Read it again: runthrough trust FILE', shape(already))
        if (!already && options.sha256 === undefined && !setting.attended)
          throw new RunthroughError('untrusted', `${book.file} is not approved, and nobody is here to ask.`, `Read its commands, then approve exactly these bytes: runthrough trust ${file} --sha256 ${facts.trustSha256}`, shape(false))
        const says = already || options.sha256 !== undefined || /^y(es)?$/i.test(await ask('Approve these commands? [y/N] '))
        if (says && !already) approve(store, book, facts, setting.actor.name, clock)
        if (setting.json) printJson(shape(says))
        else print(already ? 'It was approved already.' : says ? paint('green', 'Approved. One changed byte takes that back.') : 'Not approved.')
        process.exitCode = says ? DONE : NO
      })
    })
}

function hash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('A hash has 64 hexadecimal digits.')
  return text.toLowerCase()
}

function commandsOf(runbook: Runbook) {
  return allExecutions(runbook).map(({ where, execution }) =>
    execution.kind === 'program'
      ? { where, kind: execution.kind, shell: execution.shell, argv: execution.argv, env: execution.env, cwd: execution.cwd, shown: showExecution(execution) }
      : { where, kind: execution.kind, method: execution.method, url: execution.url, headers: execution.headers, body: execution.body, shown: showExecution(execution) },
  )
}

function printApproval(file: string, runbook: Runbook, facts: TrustFacts): void {
  const { commands, environments, audiences, files } = approvalText(runbook, facts)
  print(`${showText(file)}: ${runbook.id}, ${showText(runbook.title)}`)
  print('\nIt runs these commands:')
  for (const { where, shell, shown } of commands) print(`  ${where}${shell ? `  ${paint('yellow', '! given to a shell as text')}` : ''}\n    ${shown}`)
  for (const { id, live, vars, secrets } of environments) {
    if (vars.length + secrets.length === 0) continue
    print(`\nIn the environment ${id}${live ? paint('red', ' (LIVE)') : ''} with:`)
    for (const { name, value } of vars) print(`    \${vars.${name}} = ${value}`)
    for (const name of secrets) print(`    \${secrets.${name}} from the process environment`)
  }
  for (const { id, webhook } of audiences) print(`\nIt sends announcements for ${id} to ${webhook}`)
  print('\nThe approval covers these files:')
  for (const each of files) print(`  ${each.sha256}  ${each.path}`)
  print(`\ntrust ${facts.trustSha256}`)
}
