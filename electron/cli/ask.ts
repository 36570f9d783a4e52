/** A question on the terminal. */
import { createInterface } from 'node:readline/promises'
import { Interrupted } from './exits.ts'
import { tell } from './output.ts'

/** The line that was typed, trimmed; '' at the end of input. @throws Interrupted on Ctrl-C */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<string>((resolve, reject) => {
      terminal.once('SIGINT', () => {
        tell('')
        reject(new Interrupted())
      })
      terminal.once('close', () => resolve(''))
    })
    return (await Promise.race([terminal.question(question), closed])).trim()
  } finally {
    terminal.close()
  }
}
