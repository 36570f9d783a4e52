/** Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 refused, 130 interrupted. */
import { CommanderError } from 'commander'
import { RunthroughError, type ErrorKind } from '../core/errors.ts'
import { showText } from '../node/showText.ts'
import { paintError, printJson, tell } from './output.ts'

export const DONE = 0
export const NO = 1
const KIND_EXITS: Readonly<Record<ErrorKind, number>> = { usage: 2, refused: 3, 'answer-no': NO }
export const SIGNAL_EXITS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/** Told to end before anything had begun, as by Ctrl-C at a question. */
export class Interrupted extends Error {
  readonly signal: keyof typeof SIGNAL_EXITS
  constructor(signal: keyof typeof SIGNAL_EXITS = 'SIGINT') {
    super('interrupted')
    this.signal = signal
  }
}

/** What was asked for on the command line decides whether an end is the wanted one. */
export function exitOfRun(outcome: string | null, asked?: 'rolled-back' | 'abandoned'): number {
  return outcome === 'completed' || outcome === 'completed-degraded' || (outcome !== null && outcome === asked) ? DONE : NO
}

/** Tells an error (as a document on stdout with `json`, else in two lines on stderr) and returns its exit code. */
export function tellError(error: unknown, json: boolean): number {
  if (error instanceof CommanderError && error.exitCode === 0) return DONE
  if (error instanceof Interrupted) {
    tell('Interrupted before anything had begun.')
    return SIGNAL_EXITS[error.signal]
  }
  const told = wordsOf(error)
  if (json) printJson({ error: told.shape })
  else {
    tell(`${paintError('red', 'error:')} ${showText(told.shape.message)}`)
    if (told.shape.hint) tell(showText(told.shape.hint))
  }
  return told.exit
}

interface Told {
  readonly exit: number
  readonly shape: { readonly code: string; readonly message: string; readonly hint: string; readonly details?: unknown }
}

function wordsOf(error: unknown): Told {
  if (error instanceof RunthroughError) {
    const { code, message, hint, details, kind } = error
    return { exit: KIND_EXITS[kind], shape: { code, message, hint, ...(details === undefined ? {} : { details }) } }
  }
  if (error instanceof CommanderError) {
    const [first = '', ...more] = error.message.replace(/^error: /, '').split('\n')
    const message = error.code === 'commander.help' ? 'No command was given.' : `${first[0]?.toUpperCase() ?? ''}${first.slice(1)}${/[.?!]$/.test(first) ? '' : '.'}`
    return { exit: KIND_EXITS.usage, shape: { code: 'usage', message, hint: [...more, 'See: runthrough --help, runthrough COMMAND --help'].join(' ').trim() } }
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  if (process.env['RUNTHROUGH_DEBUG'] && stack) tell(stack)
  return { exit: NO, shape: { code: 'internal', message: `Something went wrong inside Runthrough: ${message}`, hint: 'That is a fault of ours. Again with RUNTHROUGH_DEBUG=1 tells where; please report it.' } }
}
