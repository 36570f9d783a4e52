/** The name of the account that this process belongs to: who did something, until the person says another name. */
import { userInfo } from 'node:os'

export function accountName(): string {
  try {
    return userInfo().username
  } catch {
    // An account without an entry, as in some containers.
    return process.env['USER'] || process.env['USERNAME'] || 'unknown'
  }
}
