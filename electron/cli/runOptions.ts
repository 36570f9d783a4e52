/** Options of the commands that start runs, decoded. */
import { InvalidArgumentError } from 'commander'

/** `ID=VALUE`, repeatable. */
export function collectInput(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('An input is given as ID=VALUE.')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}

export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text]
}

export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('It must be a whole number, 0 or more.')
  return value
}

export function countOf(most: number): (text: string) => number {
  return (text) => {
    const value = wholeNumber(text)
    if (value < 1 || value > most) throw new InvalidArgumentError(`It must be between 1 and ${most}.`)
    return value
  }
}
