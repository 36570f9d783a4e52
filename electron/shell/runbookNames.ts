/** Which of the words on a command line, or of the files in a drop, name a runbook. */
import { extname, resolve } from 'node:path'

const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml'])

/** Of a command line without the program itself, absolute; switches are others' business. */
export function runbooksNamed(args: readonly string[], folder: string): string[] {
  return args.filter((arg) => !arg.startsWith('-') && isRunbook(arg)).map((arg) => resolve(folder, arg))
}

export function isRunbook(path: string): boolean {
  return EXTENSIONS.has(extname(path).toLowerCase())
}
