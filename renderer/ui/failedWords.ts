/** An error as a toast says it: what happened, and what to do. */
import { ContractError } from '../../electron/contract/errors.ts'

export function failedWords(error: Error): { readonly title: string; readonly text: string } {
  if (error instanceof ContractError) return { title: error.message, text: error.hint }
  return { title: `The page failed here: ${error.message}`, text: 'Reload it; if it happens again, report it with these words.' }
}
