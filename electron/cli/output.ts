/** What goes to stdout (the answer) and what to stderr (prose and progress). */
import { styleText } from 'node:util'
import type { Log } from '../core/ports.ts'

type Format = Parameters<typeof styleText>[0]

/** One line of the answer. */
export function print(text = ''): void {
  process.stdout.write(`${text}\n`)
}

export function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** The one document of `--json`. */
export function printJson(document: unknown): void {
  print(JSON.stringify(document, null, process.stdout.isTTY ? 2 : 0))
}

/** Coloured only where the stream is a terminal that takes it; NO_COLOR is honoured. */
export function paint(format: Format, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(format, text, { stream })
}

export function paintError(format: Format, text: string): string {
  return paint(format, text, process.stderr)
}

/** Columns as wide as their widest cell; numbers (and what looks like one) to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length)
  return rows.map((row) => row.map((cell, index) => (/^[-+\d–]/.test(cell) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0))).join('  ').trimEnd())
}

/**
 * A reader that went away (`| head`), a terminal that was closed or a full disk under a log must not end a run: what can't be told
 * is not told. Only an answer that was lost otherwise than by its reader makes the exit code say no.
 */
export function surviveClosedPipes(): void {
  process.stderr.on('error', () => undefined)
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return
    tell(`The answer could not be written: ${message}`)
    process.once('exit', () => {
      process.exitCode ||= 1
    })
  })
}

/** Warnings and errors reach the person; the rest only who looks for it (RUNTHROUGH_DEBUG). */
export function stderrLog(debug: boolean): Log {
  const line = (level: string) => (message: string, data?: unknown) => tell(`${level}: ${message}${data === undefined ? '' : ` ${JSON.stringify(data)}`}`)
  const quiet = (): void => undefined
  return { info: debug ? line('info') : quiet, warn: line('warning'), error: line('error') }
}
