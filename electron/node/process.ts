/** Who a process is: a pid alone is reused, a pid with its start time is not. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A text that differs for every process that ever had this pid (boot id and start tick on Linux, start time elsewhere).
 * Undefined where there is no such process; a zombie has ended, so it counts as none.
 */
export function processStart(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') return linuxStart(pid)
  return process.platform === 'win32' ? windowsStart(pid) : psStart(pid)
}

/** Does that very process still run? */
export function isAlive(pid: number, start: string): boolean {
  return start !== '' && processStart(pid) === start
}

function linuxStart(pid: number): string | undefined {
  const stat = tryRead(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The second field is the program's name in parentheses and may itself hold spaces and parentheses: count after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTicks] = [fields[0], fields[19]]
  if (startTicks === undefined || state === 'Z' || state === 'X') return undefined
  return `${bootId()}:${startTicks}`
}

function psStart(pid: number): string | undefined {
  const text = tryRun('ps', ['-o', 'stat=,lstart=', '-p', String(pid)])
  const [, state, start] = /^(\S+)\s+(.+)$/.exec(text ?? '') ?? []
  return state === undefined || state.startsWith('Z') ? undefined : start
}

function windowsStart(pid: number): string | undefined {
  return tryRun('powershell.exe', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`])
}

let knownBootId: string | undefined
function bootId(): string {
  return (knownBootId ??= tryRead('/proc/sys/kernel/random/boot_id')?.trim() ?? '')
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
}

function tryRun(program: string, args: readonly string[]): string | undefined {
  try {
    // The date's wording follows locale and time zone, which may differ between two hosts on one machine.
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    const text = execFileSync(program, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 }).trim()
    return text === '' ? undefined : text
  } catch {
    return undefined
  }
}
