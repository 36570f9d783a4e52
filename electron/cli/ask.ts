/** A question on the terminal. */
import { createInterface } from 'node:readline/promises'

/** The line that was typed, trimmed; '' at the end of input or on Ctrl-C. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const closed = new Promise<string>((resolve) => {
      terminal.once('close', () => resolve(''))
    })
    terminal.once('SIGINT', () => terminal.close())
    return (await Promise.race([terminal.question(question), closed])).trim()
  } finally {
    terminal.close()
  }
}
