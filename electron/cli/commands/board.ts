/** `board FILE`: the go/no-go board before a run; and what a person says on it, from the terminal. */
import { existsSync } from 'node:fs'
import { InvalidArgumentError, type Command } from 'commander'
import type { RoleVote } from '../../core/board/board.ts'
import type { Evidence } from '../../core/board/entries.ts'
import type { BoardRow } from '../../core/board/row.ts'
import { RunthroughError } from '../../core/errors.ts'
import type { Vote } from '../../core/run/events.ts'
import { parseDuration } from '../../core/runbook/duration.ts'
import { lookAtBoard, noteBoard, usualEnvironment, type BoardLook } from '../../node/board/boardLook.ts'
import { boardShape } from '../../node/board/boardShape.ts'
import { fileEvidence, isLink } from '../../node/board/evidence.ts'
import { actingFor } from '../../node/board/proxy.ts'
import { acceptRow, giveEvidence, voteOnBoard, type Place } from '../../node/board/speak.ts'
import type { Host } from '../../node/host.ts'
import { refreshProjections } from '../../node/projection.ts'
import { knownFrom, type Known } from '../../node/service/known.ts'
import { lookAt } from '../../node/service/reader/looked.ts'
import { readRunbookText } from '../../node/service/runbookText.ts'
import { showText } from '../../node/showText.ts'
import { DONE, NO } from '../exits.ts'
import { paint, print, printJson } from '../output.ts'
import { collect } from '../runOptions.ts'
import { define, settingOf, withHost, type CommonOptions } from '../setting.ts'

interface BoardOptions extends CommonOptions {
  readonly env?: string
  readonly vote?: { readonly role: string; readonly vote: Vote }
  readonly evidence?: { readonly item: string; readonly value: string }
  readonly withdraw?: string
  readonly accept?: readonly string[]
  readonly reason?: string
  readonly until?: string
  readonly for?: string
  readonly by?: string
}

export function boardCommand(program: Command): void {
  define(program, 'board <file>', 'show the go/no-go board, vote on it, give evidence', 'runthrough board release.yaml --env production --vote dba=go --as Maria')
    .option('--env <name>', 'the environment that the run is meant for (else the one that is live, else the only one)')
    .option('--vote <role=word>', 'vote go, no-go or go-with-risk for a role', voteOf)
    .option('--evidence <item=value>', 'show that a readiness item holds: a file, a web address or a note', evidenceOf)
    .option('--withdraw <item>', 'take back the evidence of a readiness item (with --reason)')
    .option('--accept <row>', 'accept a risk, or another row that is not fine (with --reason); repeatable', collect)
    .option('--reason <text>', 'why: for --vote, --accept and --withdraw')
    .option('--until <time>', 'how long the vote holds: 2h, or 2026-11-23T22:00Z')
    .option('--for <name>', 'who says so, where it is somebody else (with --by)')
    .option('--by <channel>', 'how they said it: "phone", "in the call" (with --for)')
    .action(async (file: string, options: BoardOptions) => {
      const setting = settingOf(options)
      await withHost(setting, (host) => {
        refreshProjections(host)
        const text = readRunbookText(file)
        const known = knownFrom(host, text, lookAt(host.store.db, { file: text.file, bytes: text.bytes, full: false }, host.clock.wallMs()))
        const environment = options.env ?? usualEnvironment(known.looked)
        const place: Place = { known, environment, actor: actingFor(setting.actor, { onBehalfOf: options.for, how: options.by === undefined ? undefined : channel(options.by) }) }
        say(host, place, options)
        const seen = noteBoard(host, known, environment)
        if (setting.json) printJson(boardShape(known, seen))
        else printBoard(known, seen)
        process.exitCode = seen.board.verdict === 'go' ? DONE : NO
      })
    })
}

/** In this order: what a vote rests on comes before the vote. */
function say(host: Host, place: Place, { evidence, withdraw, accept = [], vote, reason, until }: BoardOptions): void {
  const { board } = lookAtBoard(host, place.known, place.environment)
  if (evidence) giveEvidence(host, place, evidence.item, readEvidence(evidence.value))
  if (withdraw !== undefined) giveEvidence(host, place, withdraw, { kind: 'withdrawn', why: reason ?? '' })
  for (const row of accept) acceptRow(host, place, board.rows.some(({ id }) => id === row) ? row : `risk:${row}`, reason ?? '')
  if (vote) voteOnBoard(host, place, { ...vote, reason, until: until === undefined ? undefined : timeOf(until, host.clock.wallMs()) })
  else if (until !== undefined) throw new RunthroughError('bad-input', '--until belongs to a vote.', 'Add --vote ROLE=WORD.')
}

/** A path that is there is a file; what begins with https:// a link; everything else a note. */
function readEvidence(value: string): Evidence {
  if (isLink(value)) return { kind: 'link', url: value }
  return existsSync(value) ? fileEvidence(value) : { kind: 'note', text: value }
}

function voteOf(text: string): NonNullable<BoardOptions['vote']> {
  const [, role, vote] = /^([^=]+)=(go|no-go|go-with-risk)$/.exec(text) ?? []
  if (role === undefined || vote === undefined) throw new InvalidArgumentError('A vote is given as ROLE=go, ROLE=no-go or ROLE=go-with-risk.')
  return { role, vote: vote as Vote }
}

function evidenceOf(text: string): NonNullable<BoardOptions['evidence']> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Evidence is given as ITEM=FILE, ITEM=https://… or ITEM="a note".')
  return { item: text.slice(0, at), value: text.slice(at + 1) }
}

/** "phone" is said as "by phone", "in the call" as it is. */
function channel(by: string): string {
  return /^(by|in|over|on|via|through) /i.test(by) || by.trim() === '' ? by : `by ${by}`
}

function timeOf(text: string, now: number): number {
  const forMs = parseDuration(text)
  const at = forMs === undefined ? (/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : NaN) : now + forMs
  if (Number.isNaN(at)) throw new RunthroughError('bad-input', `${text} is no time.`, 'Write how long (2h, 45m), or a time with its offset: 2026-11-23T22:00Z')
  return at
}

const VERDICTS: Readonly<Record<BoardLook['board']['verdict'], readonly [Parameters<typeof paint>[0], string]>> = { go: ['green', 'GO'], 'no-go': ['red', 'NO-GO'], open: ['yellow', 'OPEN'] }
const SIGNS: Readonly<Record<BoardRow['verdict'], readonly [Parameters<typeof paint>[0], string]>> = { ok: ['green', 'ok     '], risk: ['yellow', 'risk   '], unknown: ['yellow', 'unknown'], no: ['red', 'no     '] }

function printBoard({ looked }: Known, { environment, board: { verdict, because, rows, votes } }: BoardLook): void {
  const [colour, word] = VERDICTS[verdict]
  print(`${paint(colour, word)}  ${showText(looked.runbook?.title ?? '')}${environment === null ? '' : ` on ${environment}`}`)
  for (const why of because) print(`  ${showText(why)}`)
  print()
  for (const row of rows) printRow(row)
  print()
  for (const vote of votes) print(`${vote.role}: ${showText(voteInWords(vote))}`)
}

function printRow({ id, title, verdict, words, rests, accepted, hint }: BoardRow): void {
  const [colour, sign] = SIGNS[verdict]
  print(`${paint(colour, sign)}  ${showText(title)}  ${paint('dim', id)}`)
  print(`         ${showText(words)}`)
  for (const rest of rests) print(`         ${paint('dim', showText(rest))}`)
  if (accepted) print(`         accepted by ${showText(speakerOf(accepted.by))}: ${showText(accepted.reason)}`)
  else if (hint !== null) print(`         ${paint('dim', hint)}`)
}

function voteInWords({ seat, ballot, reopened, deputy }: RoleVote): string {
  if (!ballot) return `has not voted${deputy === null ? '' : ` (deputy: ${deputy})`}`
  const said = `${ballot.vote}, ${speakerOf(ballot.by)}${ballot.reason === undefined ? '' : `: ${ballot.reason}`}`
  if (reopened) return `asked again. ${reopened.why} (was ${said})`
  return seat === 'expired' ? `asked again: the vote was given for a time that is over (was ${said})` : said
}

function speakerOf({ name, onBehalfOf, how }: BoardRow['evidence'][number]['by']): string {
  return onBehalfOf === undefined ? name : `${onBehalfOf}, ${how ?? ''} (recorded by ${name})`
}
