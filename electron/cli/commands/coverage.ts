/** `coverage FILE`: what of a runbook was rehearsed. Exit code 1 where a way back was never rehearsed, or not as the policy asks. */
import type { Command } from 'commander'
import type { Coverage } from '../../core/rehearsal/coverage.ts'
import { readRunbook, usable } from '../../node/catalog.ts'
import { systemClock } from '../../node/clock.ts'
import { coverageFor, coverageShape } from '../../node/coverage.ts'
import { refreshProjections } from '../../node/projection.ts'
import { iso } from '../../node/report.ts'
import { showProse } from '../../node/showText.ts'
import { DONE, NO } from '../exits.ts'
import { print, printJson, table } from '../output.ts'
import { define, settingOf, withHistory, type CommonOptions } from '../setting.ts'

export function coverageCommand(program: Command): void {
  define(program, 'coverage <file>', 'say which transitions and ways back were rehearsed, and which were not', 'runthrough coverage runbooks/tour.yaml').action(async (file: string, options: CommonOptions) => {
    const setting = settingOf(options)
    const book = readRunbook(file)
    const { compiled, runbook } = usable(book)
    const seen = await withHistory(setting, (host) => {
      if (host) refreshProjections(host)
      return coverageFor(host?.store.db, { compiled, sha256: book.sha256, now: systemClock().wallMs() })
    })
    if (setting.json) printJson(coverageShape(seen))
    else printCoverage(runbook.id, seen)
    process.exitCode = seen.entries.some(({ status }) => status === 'never' || status === 'stale') ? NO : DONE
  })
}

function printCoverage(id: string, { transitions, entries, gaps }: Coverage): void {
  const { total, timed, walked, stale, never } = transitions
  print(`${id}: of ${total} transitions ${timed} timed, ${walked} walked, ${stale} stale, ${never} never rehearsed`)
  print()
  if (entries.length === 0) print('It declares no way back.')
  else {
    const rows = entries.map(({ from, branch, status, n, lastAt, by, why }) => [from, branch, status, n === 0 ? '–' : String(n), lastAt === undefined ? '–' : iso(lastAt), by === undefined ? '–' : showProse(by), status === 'never' ? '' : (why ?? '')])
    for (const line of table([['way back from', 'by', 'rehearsed', 'n', 'last', 'who', 'why'], ...rows])) print(line)
  }
  print()
  if (gaps.length === 0) return print('Every transition was rehearsed.')
  const rows = gaps.map(({ from, event, to, kind, status, why }) => [from, event, to, kind, status, status === 'never' ? '' : why])
  for (const line of table([['transition from', 'event', 'to', 'kind', 'rehearsed', 'why'], ...rows])) print(line)
}
