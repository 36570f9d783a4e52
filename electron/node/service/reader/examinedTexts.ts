/** Texts that were looked at lately are not looked at twice: each costs 50 to some 1,000 ms. */
import { examine, type Examined } from '../../../core/machine/examine.ts'
import type { Look } from '../../catalog.ts'

/** `kept`: how many, of those that were looked at last. */
export function rememberTexts(kept = 24): Look {
  /** The latest last. */
  const seen = new Map<string, Examined>()
  return (text) => {
    const examined = seen.get(text) ?? examine(text)
    seen.delete(text)
    seen.set(text, examined)
    const [oldest] = seen.keys()
    if (seen.size > kept && oldest !== undefined) seen.delete(oldest)
    return examined
  }
}
