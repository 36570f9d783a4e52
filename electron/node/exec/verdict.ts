/** A program's end in the words of an attempt's end. */
import type { Program } from '../../core/ports.ts'
import type { TaskEnd } from './options.ts'
import { outputTail, type SupervisedEnd } from './supervised.ts'

const LAST_LINE_CHARACTERS = 200

export function programVerdict(end: SupervisedEnd, program: Program, folder: string): TaskEnd {
  const facts = {
    ...(end.code === undefined ? {} : { exitCode: end.code }),
    ...(end.signal === undefined ? {} : { signal: end.signal }),
    ...(end.output === undefined ? {} : { output: end.output }),
  }
  if (end.stopped) return { outcome: 'stopped', ...facts }
  const problem = whatWentWrong(end, program, folder)
  return problem === undefined ? { outcome: 'done', ...facts } : { outcome: 'failed', message: problem, ...facts }
}

function whatWentWrong(end: SupervisedEnd, program: Program, folder: string): string | undefined {
  if (end.lost !== undefined) return `The attempt was lost: ${end.lost}. Nobody knows whether it did its work.`
  if (end.error !== undefined) return startProblem(end.error, program)
  if (end.interrupted) return 'The program was ended from outside (a shutdown, or a `kill` of its supervisor).'
  if (end.signal !== undefined) return `The program was killed by ${end.signal}.${lastLine(folder)}`
  const code = end.code ?? -1
  if (program.okCodes.includes(code)) return undefined
  return `The program ended with ${code}, expected ${program.okCodes.join(' or ')}.${lastLine(folder)}`
}

function startProblem(error: { readonly code: string; readonly message: string }, program: Program): string {
  const name = program.shell ? 'sh' : (program.argv[0] ?? '')
  if (error.code === 'ENOENT') return `There is no program “${name}”: it is not on the PATH, or not where its path says.`
  if (error.code === 'EACCES') return `“${name}” may not be executed: give it the permission (chmod +x), or name its interpreter.`
  if (error.code === 'E2BIG') return `The arguments of “${name}” are too long for this system.`
  return error.message
}

function lastLine(folder: string): string {
  // oxlint-disable-next-line no-control-regex
  const lines = outputTail(folder, 4_096).replaceAll(/\x1b\[[0-9;:]*m/g, '').split('\n')
  const line = lines.findLast((text) => text.trim() !== '')?.trim()
  return line === undefined ? '' : ` Its last line: ${line.slice(0, LAST_LINE_CHARACTERS)}`
}
